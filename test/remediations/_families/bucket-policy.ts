import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Emulated } from '../../../emulator/index.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { REGION, refOf } from '../kit.ts';

export const OWN = 'arn:aws:iam::111122223333:root';

export const allow = (Principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal,
  Action: ['s3:GetObject'],
  Resource: 'arn:aws:s3:::training-data/*',
  ...rest,
});

/** A bucket with these statements as its policy; null: without a policy. */
export const bucketWith =
  (Statement: Json, isVersioned = false) =>
  async (door: Emulated) => {
    const s3 = door.client(S3Client);
    const Bucket = 'training-data';
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    if (Statement !== null) {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
    if (isVersioned) {
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    }
    return refOf('AWS::S3::Bucket', Bucket, `arn:aws:s3:::${Bucket}`);
  };
