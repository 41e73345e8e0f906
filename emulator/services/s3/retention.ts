import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import {
  accessDenied,
  type Bucket,
  findObject,
  invalidArgument,
  invalidRequest,
  open,
  permit,
  type Version,
} from './_shared.ts';

type Retention = NonNullable<Version['retention']>;

/** Object Lock on versions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export const retentionOperations = {
  PutObjectRetention(input, call) {
    const { Bucket: name, Key, BypassGovernanceRetention } = input;
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    const bucket = open(call, {
      Bucket: name,
      Key,
      action: 'PutObjectRetention',
      context: remaining(call, input.Retention),
    });
    const version = lockable(bucket, Key, input.VersionId);
    const next = readRetention(call, bucket, { Mode, RetainUntilDate });
    if (isWeaker(version.retention, next, call.nowMs)) {
      refuseUnlessBypassed(call, bucket, { Key, version, isBypass: BypassGovernanceRetention === true });
    }
    version.retention = next;
    return {};
  },

  GetObjectRetention(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, Key: input.Key, action: 'GetObjectRetention' });
    const { retention } = lockable(bucket, input.Key, input.VersionId);
    if (retention === undefined) throw noLockOnObject();
    return { Retention: { Mode: retention.mode, RetainUntilDate: retention.until } };
  },

  PutObjectLegalHold(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, Key: input.Key, action: 'PutObjectLegalHold' });
    lockable(bucket, input.Key, input.VersionId).isLegallyHeld = input.LegalHold?.Status === 'ON';
    return {};
  },

  GetObjectLegalHold(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, Key: input.Key, action: 'GetObjectLegalHold' });
    const { isLegallyHeld } = lockable(bucket, input.Key, input.VersionId);
    return { LegalHold: { Status: isLegallyHeld ? 'ON' : 'OFF' } };
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

interface Given {
  Mode?: 'GOVERNANCE' | 'COMPLIANCE' | undefined;
  RetainUntilDate?: Date | undefined;
}

/** The retention that a request asks for; refuses half of one, and one that is over before it begins. */
export function readRetention(
  call: Call,
  bucket: Bucket,
  { Mode, RetainUntilDate }: Given,
): Retention | undefined {
  if (Mode === undefined && RetainUntilDate === undefined) return undefined;
  if (bucket.lock === undefined) throw noLockOnBucket();
  if (Mode === undefined || RetainUntilDate === undefined) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  }
  if (RetainUntilDate.getTime() <= call.nowMs) {
    throw invalidArgument('The retain until date must be in the future!');
  }
  return { mode: Mode, until: RetainUntilDate };
}

const DAY_MS = 24 * 60 * 60_000;

/** What the bucket gives to versions that bring no retention of their own. */
export function defaultRetention(call: Call, { lock }: Bucket): Retention | undefined {
  const { Mode, Days, Years } = lock?.DefaultRetention ?? {};
  if (Mode === undefined) return undefined;
  const until = call.now();
  if (Years !== undefined) until.setUTCFullYear(until.getUTCFullYear() + Years);
  else until.setTime(until.getTime() + (Days ?? 0) * DAY_MS);
  return { mode: Mode, until };
}

/** Condition keys about a retention that is asked for. */
export function remaining(call: Call, given: Given | undefined): Record<string, string | undefined> {
  const { Mode, RetainUntilDate } = given ?? {};
  const days = RetainUntilDate && Math.ceil((RetainUntilDate.getTime() - call.nowMs) / DAY_MS);
  return {
    's3:object-lock-mode': Mode,
    's3:object-lock-retain-until-date': RetainUntilDate?.toISOString(),
    's3:object-lock-remaining-retention-days': days?.toString(),
  };
}

interface Removal {
  Key: string;
  version: Version;
  isBypass: boolean;
}

/** Refuses to touch a version that is held or retained; governance gives way to who may and says so. */
export function refuseUnlessBypassed(call: Call, bucket: Bucket, { Key, version, isBypass }: Removal): void {
  const { retention } = version;
  if (retention === undefined || retention.until.getTime() <= call.nowMs) return;
  if (retention.mode === 'COMPLIANCE' || !isBypass) throw isProtected();
  permit(call, bucket, { Key, action: 'BypassGovernanceRetention' });
}

export function isProtected() {
  return accessDenied('Access Denied because object protected by object lock.');
}

export function noLockOnBucket() {
  return invalidRequest('Bucket is missing Object Lock Configuration');
}

function isWeaker(old: Retention | undefined, next: Retention | undefined, nowMs: number): boolean {
  if (old === undefined || old.until.getTime() <= nowMs) return false;
  if (next === undefined || next.until.getTime() < old.until.getTime()) return true;
  return old.mode === 'COMPLIANCE' ? next.mode !== 'COMPLIANCE' : false;
}

function lockable(bucket: Bucket, Key: string, VersionId: string | undefined): Version {
  if (bucket.lock === undefined) throw noLockOnBucket();
  return findObject(bucket, Key, VersionId);
}

function noLockOnObject(): AwsError {
  return new AwsError(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    404,
  );
}
