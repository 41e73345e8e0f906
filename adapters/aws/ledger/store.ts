import { createHash } from 'node:crypto';
import { shardName } from '../../../engine/evidence/layout.ts';
import type { LedgerStore } from '../../../engine/evidence/ledger-run.ts';
import { KeyTakenError } from '../../../engine/evidence/shard.ts';
import type { Aws } from '../aws.ts';
import { s3Source } from './source.ts';

export interface ArchiveBucket {
  readonly bucket: string;
  /** Its account: a bucket of that name that is somebody else's gets nothing, and tells nothing. @default not asked */
  readonly owner?: string;
  /** ARN of the symmetric key that encrypts the objects. */
  readonly keyArn: string;
  readonly retention: { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly days: number };
}

const DAY_MS = 86_400_000;

/** The archive in S3: each object put once, encrypted, with a checksum, and locked until its retention ends. */
export function s3Store(aws: Aws, archive: ArchiveBucket): LedgerStore {
  return {
    put: (key, bytes) => put(aws, archive, { key, bytes }),
    read: (key) => read(aws, archive, key),
    sourceOf(shard) {
      const name = shardName(shard);
      return s3Source(aws, { bucket: archive.bucket, within: [`seals/${name}/`, `evidence/${name}/`] });
    },
  };
}

interface NewObject {
  readonly key: string;
  readonly bytes: Uint8Array;
}

async function put(aws: Aws, { bucket, owner, keyArn, retention }: ArchiveBucket, { key, bytes }: NewObject) {
  const { PutObjectCommand, S3Client } = await import('../clients/s3-objects.ts');
  const command = new PutObjectCommand({
    Bucket: bucket,
    ExpectedBucketOwner: owner,
    Key: key,
    Body: bytes,
    ContentType: contentTypeOf(key),
    IfNoneMatch: '*',
    // What arrives is what was hashed, or nothing. With a lock, the algorithm is to be named as well:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
    ChecksumAlgorithm: 'SHA256',
    ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: keyArn,
    BucketKeyEnabled: true,
    ObjectLockMode: retention.mode,
    ObjectLockRetainUntilDate: new Date(aws.now().getTime() + retention.days * DAY_MS),
  });
  try {
    const { VersionId } = await aws.client(S3Client, aws.region).send(command);
    return VersionId === undefined ? {} : { versionId: VersionId };
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailed')) throw error;
    throw new KeyTakenError(`${key} is in ${bucket} already and evidence is written once`, { cause: error });
  }
}

const CONTENT_TYPES: readonly (readonly [ending: string, type: string])[] = [
  ['.json', 'application/json'],
  ['.mjs', 'text/javascript'],
  // Not as an encoding: some clients would undo it, and the bytes would be others than those that were sealed.
  ['.gz', 'application/gzip'],
  ['.pem', 'application/x-pem-file'],
];

const contentTypeOf = (key: string): string =>
  CONTENT_TYPES.find(([ending]) => key.endsWith(ending))?.[1] ?? 'application/octet-stream';

async function read(aws: Aws, { bucket: Bucket, owner: ExpectedBucketOwner }: ArchiveBucket, Key: string) {
  const { GetObjectCommand, S3Client } = await import('../clients/s3-objects.ts');
  try {
    const client = aws.client(S3Client, aws.region);
    const { Body, VersionId } = await client.send(new GetObjectCommand({ Bucket, Key, ExpectedBucketOwner }));
    if (Body === undefined) throw new TypeError(`S3 gave no body of ${Key}`);
    const bytes = await Body.transformToByteArray();
    return VersionId === undefined ? { bytes } : { bytes, versionId: VersionId };
  } catch (error) {
    // Who may not list is told AccessDenied instead, which is no answer.
    if (isNamed(error, 'NoSuchKey')) return undefined;
    throw error;
  }
}

/** By name: not all of S3's errors have a class. */
const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
