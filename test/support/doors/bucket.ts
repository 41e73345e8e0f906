import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { REGION } from '../../adapters/aws/kit.ts';

interface Settings {
  readonly key?: string | undefined;
  readonly isVersioned?: boolean;
  /** Undefined: as S3 makes new buckets. */
  readonly isBlocked?: boolean;
  readonly policy?: object;
}

/** Makes a bucket with these settings. */
export async function bucket({ door }: EmulatedAws, Bucket: string, settings: Settings): Promise<void> {
  const s3 = door.client(S3Client);
  const { key: KMSMasterKeyID, isVersioned, isBlocked, policy } = settings;
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  if (KMSMasterKeyID !== undefined) {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID } };
    const ServerSideEncryptionConfiguration = { Rules: [rule] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  }
  if (isVersioned) {
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  if (policy) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
  if (isBlocked !== undefined) {
    const PublicAccessBlockConfiguration = blocking(isBlocked);
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }
}

export const blocking = (isBlocked: boolean) => ({
  BlockPublicAcls: isBlocked,
  BlockPublicPolicy: isBlocked,
  IgnorePublicAcls: isBlocked,
  RestrictPublicBuckets: isBlocked,
});
