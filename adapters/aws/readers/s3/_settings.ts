import type { S3Client } from '@aws-sdk/client-s3';
import { isUnknown, type Json, type JsonObject, type UnknownValue } from '../../../../resources/resource.ts';
import { plain } from '../../cloudformation.ts';
import { policyDocument } from '../../policy-document.ts';
import type { Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';
import type { BucketAction } from './_actions.ts';

type BucketReading = Reading<BucketAction>;

/** When it was made and where it is; undefined for a bucket of another account. */
export async function bucketListing({ ref, aside }: BucketReading, client: S3Client) {
  const { ListBucketsCommand } = await import('../../clients/s3.ts');
  const listed = await aside('s3:ListAllMyBuckets', async (): Promise<JsonObject | undefined> => {
    const { Buckets = [] } = await client.send(new ListBucketsCommand({ Prefix: ref.id, MaxBuckets: 1000 }));
    const bucket = Buckets.find(({ Name }) => Name === ref.id);
    return bucket && { createdAt: plain(bucket.CreationDate), region: bucket.BucketRegion };
  });
  if (listed === undefined || isUnknown(listed)) return {};
  const { createdAt, region } = listed;
  return {
    createdAt: typeof createdAt === 'string' ? new Date(createdAt) : undefined,
    region: typeof region === 'string' ? region : undefined,
  };
}

/** Each setting has a request of its own and a code of its own for "none is set". */
export async function bucketSettings(
  reading: BucketReading,
  client: S3Client,
): Promise<Readonly<Record<string, Json | UnknownValue | undefined>>> {
  const sdk = await import('../../clients/s3.ts');
  const { ref, aside } = reading;
  const Bucket = ref.id;
  const [access, encryption, lock, logging, policy, tags] = await Promise.all([
    aside(
      's3:GetBucketPublicAccessBlock',
      async () =>
        plain(
          (await client.send(new sdk.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
        ),
      isCode('NoSuchPublicAccessBlockConfiguration'),
    ),
    aside(
      's3:GetEncryptionConfiguration',
      async () => {
        const answer = await client.send(new sdk.GetBucketEncryptionCommand({ Bucket }));
        return plain({ ServerSideEncryptionConfiguration: answer.ServerSideEncryptionConfiguration?.Rules });
      },
      isCode('ServerSideEncryptionConfigurationNotFoundError'),
    ),
    aside(
      's3:GetBucketObjectLockConfiguration',
      async () =>
        plain(
          (await client.send(new sdk.GetObjectLockConfigurationCommand({ Bucket }))).ObjectLockConfiguration,
        ),
      isCode('ObjectLockConfigurationNotFoundError'),
    ),
    aside('s3:GetBucketLogging', async () =>
      plain((await client.send(new sdk.GetBucketLoggingCommand({ Bucket }))).LoggingEnabled),
    ),
    aside(
      's3:GetBucketPolicy',
      async () => policyDocument((await client.send(new sdk.GetBucketPolicyCommand({ Bucket }))).Policy),
      isCode('NoSuchBucketPolicy'),
    ),
    aside(
      's3:GetBucketTagging',
      async () => tagList((await client.send(new sdk.GetBucketTaggingCommand({ Bucket }))).TagSet),
      isCode('NoSuchTagSet'),
    ),
  ]);
  return {
    PublicAccessBlockConfiguration: access,
    BucketEncryption: encryption,
    ObjectLockConfiguration: lock,
    ObjectLockEnabled: isUnknown(lock) ? lock : lock !== undefined,
    LoggingConfiguration: logging,
    PolicyDocument: policy,
    Tags: tags ?? [],
  };
}

const isCode =
  (code: string) =>
  ({ name }: Error): boolean =>
    name === code;
