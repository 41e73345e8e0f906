import type {
  BucketLocationConstraint,
  DefaultRetention,
  LoggingEnabled,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryption,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import { globalContext, judged, type Policy } from '../../policy.ts';
import type { Call } from '../../service.ts';
import type { World } from '../../world.ts';
import type { Checksum } from './checksum.ts';

/** A bucket; its members change in place, since S3 shows every write at once. */
export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** None in us-east-1. */
  readonly locationConstraint: BucketLocationConstraint | undefined;
  readonly createdAt: Date;
  versioning: 'Enabled' | 'Suspended' | undefined;
  /** Object Lock is on, with or without a default retention. */
  lock: { DefaultRetention?: DefaultRetention | undefined } | undefined;
  encryption: ServerSideEncryptionRule[];
  publicAccessBlock: PublicAccessBlockConfiguration | undefined;
  ownership: OwnershipControls | undefined;
  policy: Policy | undefined;
  logging: LoggingEnabled | undefined;
  tags: Record<string, string> | undefined;
  /** Newest version first; keys that hold none are not there. */
  readonly objects: Map<string, Version[]>;
}

/** One version of an object, or a delete marker. */
export interface Version {
  /** `null` in a bucket that had no versioning when it was written. */
  id: string;
  isDeleteMarker: boolean;
  body: Buffer;
  etag: string;
  lastModified: Date;
  checksum: Checksum | undefined;
  headers: Headers;
  encryption: Encryption;
  retention: { mode: 'GOVERNANCE' | 'COMPLIANCE'; until: Date } | undefined;
  isLegallyHeld: boolean;
  tags: Record<string, string>;
}

/** What was sent along and comes back with the object. */
interface Headers {
  ContentType: string;
  CacheControl?: string | undefined;
  ContentDisposition?: string | undefined;
  ContentEncoding?: string | undefined;
  ContentLanguage?: string | undefined;
  Metadata: Record<string, string>;
}

interface Encryption {
  ServerSideEncryption: ServerSideEncryption;
  SSEKMSKeyId?: string | undefined;
  BucketKeyEnabled?: boolean | undefined;
}

const worlds = new WeakMap<World, Map<string, Bucket>>();

/** All buckets of a world by name, which is one space for all accounts and Regions. */
export function bucketsOf(world: World): Map<string, Bucket> {
  const known = worlds.get(world) ?? new Map<string, Bucket>();
  worlds.set(world, known);
  return known;
}

/** What a request wants, for the bucket's policy. */
interface Wanted {
  Bucket: string;
  Key?: string | undefined;
  /** The account that the caller takes it to be of. */
  ExpectedBucketOwner?: string | undefined;
  /** IAM's name without `s3:`. */
  action: string;
  context?: Readonly<Record<string, string | undefined>>;
}

/** The bucket, if it is there, in this Region, and lets the caller do it. */
export function open(call: Call, wanted: Wanted): Bucket {
  const bucket = bucketsOf(call.world).get(wanted.Bucket);
  if (bucket === undefined) throw noSuchBucket();
  if (bucket.region !== call.region) throw permanentRedirect(bucket);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
  if ((wanted.ExpectedBucketOwner ?? bucket.account) !== bucket.account) throw accessDenied();
  permit(call, bucket, wanted);
  return bucket;
}

/** Refuses what the bucket's policy denies, and to other accounts what it does not allow. */
export function permit(call: Call, bucket: Bucket, { Key, action, context }: Omit<Wanted, 'Bucket'>): void {
  const isOwn = bucket.account === call.account;
  if (bucket.policy === undefined && isOwn) return;
  const arn = `arn:${call.partition}:s3:::${bucket.name}`;
  const asked = {
    principal: call.principal,
    action: `s3:${action}`,
    resource: Key === undefined ? arn : `${arn}/${Key}`,
    context: { ...globalContext(call.principal), 's3:resourceaccount': bucket.account, ...context },
  };
  const verdict = bucket.policy === undefined ? 'silent' : judged(bucket.policy, asked);
  if (verdict === 'allowed' || (verdict === 'silent' && isOwn)) return;
  const why =
    verdict === 'denied'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${asked.action} action`;
  throw accessDenied(
    `User: ${call.principal.arn} is not authorized to perform: ${asked.action} on resource: "${asked.resource}" ${why}`,
  );
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError('AccessDenied', message, 403);
}

// The header is what the SDK's followRegionRedirects goes by.
function permanentRedirect({ region }: Bucket): AwsError {
  return new AwsError(
    'PermanentRedirect',
    `The bucket you are attempting to access must be addressed using the specified endpoint: it is in ${region}`,
    301,
    { $response: { headers: { 'x-amz-bucket-region': region } } },
  );
}

function noSuchBucket(): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
}

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgument', message, 400);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', message, 400);
}

export function invalidBucketState(message: string): AwsError {
  return new AwsError('InvalidBucketState', message, 409);
}

/** The version that is asked for, which may be a delete marker. */
export function findVersion(bucket: Bucket, Key: string, VersionId: string | undefined): Version {
  const versions = bucket.objects.get(Key);
  if (VersionId === undefined) {
    const newest = versions?.[0];
    if (newest === undefined || newest.isDeleteMarker) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    return newest;
  }
  const found = versions?.find(({ id }) => id === VersionId);
  if (found === undefined) {
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  }
  return found;
}

/** The version that is asked for and has a body. */
export function findObject(bucket: Bucket, Key: string, VersionId: string | undefined): Version {
  const version = findVersion(bucket, Key, VersionId);
  if (version.isDeleteMarker) {
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  }
  return version;
}

/** Puts a version on top; without versioning, and while it is suspended, in the place of the one called `null`. */
export function place(bucket: Bucket, Key: string, version: Version): void {
  const older = (bucket.objects.get(Key) ?? []).filter(({ id }) => id !== version.id);
  bucket.objects.set(Key, [version, ...older]);
}

/** The id of a version that is written now. */
export function freshVersionId(call: Call, bucket: Bucket): string {
  return bucket.versioning === 'Enabled' ? call.world.ids.lower(32) : 'null';
}

/** As answers show it: buckets that never had versioning name none. */
export function shownVersionId(bucket: Bucket, { id }: Version): string | undefined {
  return bucket.versioning === undefined ? undefined : id;
}

/** S3 tells times in whole seconds. */
export function wholeSecond(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
