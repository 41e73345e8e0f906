import { createHash } from 'node:crypto';
import type { GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import {
  type Bucket,
  findObject,
  findVersion,
  freshVersionId,
  open,
  place,
  shownVersionId,
  type Version,
  wholeSecond,
} from './_shared.ts';
import { bytesOf, rangeOf, streamOf } from './body.ts';
import { checksumOf } from './checksum.ts';
import { checkDecryption, encryptionOf } from './encryption.ts';
import { defaultRetention, noLockOnBucket, readRetention, remaining } from './retention.ts';

type Head = Answer<import('@aws-sdk/client-s3').HeadObjectCommandOutput>;
type Given<T> = T & { Bucket: string; Key: string };

export const objects = {
  PutObject(input, call) {
    const { Key } = input;
    const bucket = open(call, {
      Bucket: input.Bucket,
      ExpectedBucketOwner: input.ExpectedBucketOwner,
      Key,
      action: 'PutObject',
      context: putContext(call, input),
    });
    checkPutCondition(bucket, Key, input);
    const version = written(call, bucket, input);
    place(bucket, Key, version);
    return {
      ETag: version.etag,
      VersionId: shownVersionId(bucket, version),
      ...version.checksum,
      ChecksumType: 'FULL_OBJECT',
      ...version.encryption,
    };
  },

  GetObject(input, call) {
    const { bucket, version } = readable(call, input);
    checkDecryption(call, version);
    const range = rangeOf(input.Range, version.body.length);
    const head = shown(bucket, version, input.ChecksumMode);
    if (range === undefined) return { ...head, Body: streamOf(version.body) };
    const { start, end } = range;
    return {
      ...head,
      Body: streamOf(version.body.subarray(start, end + 1)),
      ContentLength: end - start + 1,
      ContentRange: `bytes ${start}-${end}/${version.body.length}`,
    };
  },

  // A HEAD has no body to carry a code in: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
  HeadObject(input, call) {
    try {
      const { bucket, version } = readable(call, input);
      return shown(bucket, version, input.ChecksumMode);
    } catch (error) {
      if (error instanceof AwsError && error.statusCode === 404)
        throw new AwsError('NotFound', 'NotFound', 404);
      throw error;
    }
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

function putContext(call: Call, input: PutObjectCommandInput): Record<string, string | undefined> {
  return {
    's3:if-none-match': input.IfNoneMatch,
    's3:if-match': input.IfMatch,
    's3:x-amz-acl': input.ACL,
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:object-lock-legal-hold': input.ObjectLockLegalHoldStatus,
    ...remaining(call, { Mode: input.ObjectLockMode, RetainUntilDate: input.ObjectLockRetainUntilDate }),
  };
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
function checkPutCondition(
  bucket: Bucket,
  Key: string,
  { IfNoneMatch, IfMatch }: PutObjectCommandInput,
): void {
  const newest = bucket.objects.get(Key)?.[0];
  const current = newest?.isDeleteMarker ? undefined : newest;
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw new AwsError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
    );
  }
  if (IfNoneMatch === '*' && current !== undefined) throw preconditionFailed();
  if (IfMatch === undefined) return;
  if (findVersion(bucket, Key, undefined).etag !== quoted(IfMatch)) throw preconditionFailed();
}

function written(call: Call, bucket: Bucket, input: Given<PutObjectCommandInput>): Version {
  const body = bytesOf(input.Body);
  const isHeld = input.ObjectLockLegalHoldStatus;
  if (isHeld !== undefined && bucket.lock === undefined) throw noLockOnBucket();
  const given = { Mode: input.ObjectLockMode, RetainUntilDate: input.ObjectLockRetainUntilDate };
  const retention = readRetention(call, bucket, given) ?? defaultRetention(call, bucket);
  return {
    id: freshVersionId(call, bucket),
    isDeleteMarker: false,
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    lastModified: wholeSecond(call.nowMs),
    checksum: checksumOf(body, input),
    headers: {
      ContentType: input.ContentType ?? 'application/octet-stream',
      CacheControl: input.CacheControl,
      ContentDisposition: input.ContentDisposition,
      ContentEncoding: input.ContentEncoding,
      ContentLanguage: input.ContentLanguage,
      Metadata: lowerCased(input.Metadata ?? {}),
    },
    encryption: encryptionOf(call, bucket, input),
    retention,
    isLegallyHeld: isHeld === 'ON',
    tags: Object.fromEntries(new URLSearchParams(input.Tagging ?? '')),
  };
}

function readable(call: Call, input: Given<GetObjectCommandInput>): { bucket: Bucket; version: Version } {
  const { Key, VersionId } = input;
  const action = VersionId === undefined ? 'GetObject' : 'GetObjectVersion';
  const context = { 's3:versionid': VersionId };
  const { Bucket, ExpectedBucketOwner } = input;
  const bucket = open(call, { Bucket, ExpectedBucketOwner, Key, action, context });
  const version = findObject(bucket, Key, VersionId);
  if (input.IfMatch !== undefined && quoted(input.IfMatch) !== version.etag) throw preconditionFailed();
  if (input.IfNoneMatch !== undefined && quoted(input.IfNoneMatch) === version.etag) {
    throw new AwsError('NotModified', 'Not Modified', 304);
  }
  return { bucket, version };
}

function shown(bucket: Bucket, version: Version, checksumMode: string | undefined): Head {
  const { retention, isLegallyHeld, tags, headers } = version;
  const tagCount = Object.keys(tags).length;
  return {
    AcceptRanges: 'bytes',
    LastModified: version.lastModified,
    ContentLength: version.body.length,
    ETag: version.etag,
    VersionId: shownVersionId(bucket, version),
    ...headers,
    ...version.encryption,
    ...(checksumMode === 'ENABLED' ? { ...version.checksum, ChecksumType: 'FULL_OBJECT' } : {}),
    ObjectLockMode: retention?.mode,
    ObjectLockRetainUntilDate: retention?.until,
    ObjectLockLegalHoldStatus: isLegallyHeld ? 'ON' : undefined,
    TagCount: tagCount === 0 ? undefined : tagCount,
  };
}

function preconditionFailed(): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
  );
}

function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}

function lowerCased(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value]));
}
