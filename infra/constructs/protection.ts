import type { Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  ArnPrincipal,
  Effect,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** Whose hands the archive is in. */
export interface Keepers {
  /** ARN of the one role that writes and signs. */
  readonly sealer: string;
  /** ARN of the one role that puts and releases legal holds. */
  readonly holder: string;
  /** ARN of the one role that may loosen the protection. */
  readonly breakGlass: string;
}

/** Everybody but these, root included, as whatever session. */
const everybodyBut = (...roleArns: readonly string[]) => ({
  ArnNotEquals: { 'aws:PrincipalArn': [...roleArns] },
});

const deny = (
  sid: string,
  statement: { actions: string[]; resources: string[]; conditions: Record<string, Record<string, unknown>> },
): PolicyStatement =>
  new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], ...statement });

/** What locks there may be. */
export interface Locks {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly days: number;
  /** @default days */
  readonly leastDays?: number | undefined;
  readonly mostDays?: number | undefined;
}

/**
 * Makes a bucket write-once: the sealer adds, nobody overwrites, deletes or loosens.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function makeWriteOnce(
  bucket: Bucket,
  {
    sealer,
    holder,
    breakGlass,
    keyArn,
    retention,
  }: Keepers & { readonly keyArn: string; readonly retention: Locks },
): void {
  const objects = [bucket.arnForObjects('*')];
  const put = { actions: ['s3:PutObject'], resources: objects };
  const statements = [
    deny('OnlyTheSealerWrites', { ...put, conditions: everybodyBut(sealer) }),
    deny('NothingIsOverwritten', {
      ...put,
      // Parts of an upload carry no such header; its completion does.
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    }),
    deny('OnlyWithItsKey', {
      ...put,
      // Without the header, the bucket's default applies, which is this key.
      conditions: { StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn } },
    }),
    deny('OnlyEncryptedByKms', {
      ...put,
      conditions: { StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    }),
    deny('NothingIsDeleted', {
      actions: ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: objects,
      conditions: everybodyBut(breakGlass),
    }),
    deny('OnlyTheHolderHolds', {
      actions: ['s3:PutObjectLegalHold'],
      resources: objects,
      conditions: everybodyBut(holder, breakGlass),
    }),
    deny('OnlyTheSealerLocks', {
      actions: ['s3:PutObjectRetention'],
      resources: objects,
      conditions: everybodyBut(sealer, breakGlass),
    }),
    ...lockedWithin(retention, objects, breakGlass),
    deny('TheProtectionStays', {
      actions: BUCKET_CHANGES,
      resources: [bucket.bucketArn],
      conditions: everybodyBut(breakGlass),
    }),
  ];
  for (const statement of statements) bucket.addToResourcePolicy(statement);
}

/**
 * Nobody locks for less than the settings say; for more, or in another mode, only who may loosen the protection: a lock
 * that nobody can undo is paid for until its end.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
function lockedWithin(
  { mode, days, leastDays = days, mostDays = days }: Locks,
  resources: string[],
  breakGlass: string,
): readonly PolicyStatement[] {
  const lock = { actions: ['s3:PutObjectRetention'], resources };
  const remaining = 's3:object-lock-remaining-retention-days';
  return [
    // Days are cut to whole ones.
    deny('NothingIsLockedForLess', {
      ...lock,
      conditions: { NumericLessThan: { [remaining]: String(leastDays - 1) } },
    }),
    deny('NothingIsLockedForMore', {
      ...lock,
      conditions: { NumericGreaterThan: { [remaining]: String(mostDays) }, ...everybodyBut(breakGlass) },
    }),
    deny('NothingIsLockedOtherwise', {
      ...lock,
      conditions: { StringNotEquals: { 's3:object-lock-mode': mode }, ...everybodyBut(breakGlass) },
    }),
  ];
}

/** Another account's role needs the bucket's word too. Objects belong to the bucket's owner all the same. */
export function letWrite(bucket: Bucket, sealer: string, organizationId: string | undefined): void {
  const to = {
    principals: [new ArnPrincipal(sealer)],
    ...(organizationId && { conditions: { StringEquals: { 'aws:PrincipalOrgID': organizationId } } }),
  };
  const objects = [bucket.arnForObjects('*')];
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...to,
      sid: 'TheSealerMayWrite',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectRetention'],
      resources: objects,
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...to,
      sid: 'TheSealerMayList',
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [bucket.bucketArn],
    }),
  );
}

/** A replica takes nothing but copies, and nobody deletes or loosens. */
export function makeReplica(
  bucket: Bucket,
  { replicator, breakGlass }: { readonly replicator: string; readonly breakGlass: string },
): void {
  const resources = [bucket.arnForObjects('*')];
  const statements = [
    deny('OnlyCopiesAreWritten', {
      actions: ['s3:PutObject', 's3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
      resources,
      conditions: everybodyBut(replicator),
    }),
    deny('LocksAreThoseOfTheArchive', {
      actions: ['s3:PutObjectLegalHold', 's3:PutObjectRetention'],
      resources,
      conditions: everybodyBut(replicator, breakGlass),
    }),
    deny('NothingIsDeleted', {
      actions: ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      resources,
      conditions: everybodyBut(breakGlass),
    }),
    deny('TheProtectionStays', {
      actions: BUCKET_CHANGES,
      resources: [bucket.bucketArn],
      conditions: everybodyBut(breakGlass),
    }),
  ];
  for (const statement of statements) bucket.addToResourcePolicy(statement);
}

/** What would loosen the protection, or hide that somebody tried. */
const BUCKET_CHANGES = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketLogging',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

/** The account looks after a key; what the key does is granted beside it, to whom it names. */
export const administration = (): PolicyStatement =>
  new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: [
      'kms:CancelKeyDeletion',
      'kms:DescribeKey',
      'kms:DisableKey',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:GetPublicKey',
      'kms:ListGrants',
      'kms:ListKeyPolicies',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:RevokeGrant',
      'kms:ScheduleKeyDeletion',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:UpdateKeyDescription',
    ],
    resources: ['*'],
  });

/** A key that nobody can put out of use but who may loosen the protection. */
export const keyStays = ({ breakGlass }: Pick<Keepers, 'breakGlass'>): PolicyStatement =>
  deny('TheKeyStays', {
    actions: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    resources: ['*'],
    conditions: everybodyBut(breakGlass),
  });

/** A use of a key that belongs to one role alone: not even a grant gives it to another. */
export const onlyFor = (roleArn: string, actions: readonly string[]): PolicyStatement =>
  deny('OnlyTheSealerSigns', { actions: [...actions], resources: ['*'], conditions: everybodyBut(roleArn) });

/** Whoever CloudFormation deploys as after `cdk bootstrap`. */
export const bootstrapRole = (stack: Stack): string =>
  stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: `cdk-${stack.synthesizer.bootstrapQualifier}-cfn-exec-role-${stack.account}-${stack.region}`,
  });
