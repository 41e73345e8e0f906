import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

// All accounts share one space of names.
let Bucket = '';
const Key = 'segment-1';
const SOON = new Date('2098-01-01T00:00:00Z');
const LATE = new Date('2099-01-01T00:00:00Z');

type Mode = 'GOVERNANCE' | 'COMPLIANCE';

/** What S3 Object Lock promises, and to whom it gives way. */
export function s3LockContract(open: () => Endpoint): void {
  const opened = async (isLocked = true) => {
    const endpoint = open();
    Bucket = `assay-locked-${endpoint.account}`;
    const s3 = endpoint.client(S3Client);
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
        ObjectLockEnabledForBucket: isLocked,
      }),
    );
    const put = (more: Partial<PutObjectCommandInput> = {}) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
    return { s3, put };
  };
  const locked = async (Mode: Mode) => {
    const { s3, put } = await opened();
    const { VersionId } = await put({ ObjectLockMode: Mode, ObjectLockRetainUntilDate: SOON });
    const version = { Bucket, Key, VersionId };
    const retain = (mode: Mode, RetainUntilDate: Date, BypassGovernanceRetention = false) =>
      s3.send(
        new PutObjectRetentionCommand({
          ...version,
          BypassGovernanceRetention,
          Retention: { Mode: mode, RetainUntilDate },
        }),
      );
    const remove = (BypassGovernanceRetention = false) =>
      s3.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention }));
    return { s3, version, retain, remove };
  };

  describe.each<[Mode, boolean]>([
    ['GOVERNANCE', true],
    ['COMPLIANCE', false],
  ])('an S3 version retained in %s', (mode, givesWay) => {
    it('shows how long it is retained, and is retained longer by anybody', async () => {
      const { s3, version, retain } = await locked(mode);
      const head = await s3.send(new HeadObjectCommand(version));
      expect(head).toMatchObject({ ObjectLockMode: mode, ObjectLockRetainUntilDate: SOON });
      await retain(mode, LATE);
      const { Retention } = await s3.send(new GetObjectRetentionCommand(version));
      expect(Retention).toEqual({ Mode: mode, RetainUntilDate: LATE });
    });

    it('is neither deleted nor retained for less without a bypass', async () => {
      const { retain, remove } = await locked(mode);
      expect((await refusal(remove())).name).toBe('AccessDenied');
      expect((await refusal(retain(mode, new Date('2097-01-01T00:00:00Z')))).name).toBe('AccessDenied');
    });

    it(`is ${givesWay ? '' : 'not even '}retained for less with a bypass`, async () => {
      const { retain } = await locked(mode);
      const less = retain(mode, new Date('2097-01-01T00:00:00Z'), true);
      if (givesWay) await less;
      else expect((await refusal(less)).name).toBe('AccessDenied');
    });

    it(`is ${givesWay ? '' : 'not even '}deleted with a bypass`, async () => {
      const { s3, version, remove } = await locked(mode);
      if (givesWay) {
        await remove(true);
        expect((await refusal(s3.send(new HeadObjectCommand(version)))).name).toBe('NotFound');
      } else {
        expect((await refusal(remove(true))).name).toBe('AccessDenied');
      }
    });

    it('does not stop a delete marker on top', async () => {
      const { s3, version } = await locked(mode);
      expect((await s3.send(new DeleteObjectCommand({ Bucket, Key }))).DeleteMarker).toBe(true);
      expect((await s3.send(new HeadObjectCommand(version))).ObjectLockMode).toBe(mode);
    });
  });

  describe('S3 Object Lock', () => {
    it('never lets COMPLIANCE become GOVERNANCE', async () => {
      const { retain } = await locked('COMPLIANCE');
      expect((await refusal(retain('GOVERNANCE', LATE, true))).name).toBe('AccessDenied');
    });

    it('names a version that it keeps among the errors of a batch', async () => {
      const { s3, version } = await locked('COMPLIANCE');
      const Objects = [{ Key, VersionId: version.VersionId }];
      const { Errors, Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(Errors).toMatchObject([{ Key, Code: 'AccessDenied' }]);
      expect(Deleted ?? []).toEqual([]);
    });

    it('keeps what is held until the hold is taken off, bypass or not', async () => {
      const { s3, put } = await opened();
      const { VersionId } = await put({ ObjectLockLegalHoldStatus: 'ON' });
      const version = { Bucket, Key, VersionId };
      const remove = new DeleteObjectCommand({ ...version, BypassGovernanceRetention: true });
      expect((await refusal(s3.send(remove))).name).toBe('AccessDenied');
      await s3.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'OFF' } }));
      expect((await s3.send(new GetObjectLegalHoldCommand(version))).LegalHold).toEqual({ Status: 'OFF' });
      await s3.send(remove);
    });

    it('gives the default of the bucket to what brings none', async () => {
      const { s3, put } = await opened();
      const Rule = { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days: 30 } };
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule };
      await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
      const read = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
      expect(read.ObjectLockConfiguration).toEqual(ObjectLockConfiguration);
      await put();
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
      const days =
        ((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - (head.LastModified?.getTime() ?? 0)) / 86_400_000;
      expect([head.ObjectLockMode, Math.round(days)]).toEqual(['GOVERNANCE', 30]);
    });

    it.each([
      ['a mode without a date', { ObjectLockMode: 'GOVERNANCE' as const }],
      [
        'a date that is past',
        {
          ObjectLockMode: 'GOVERNANCE' as const,
          ObjectLockRetainUntilDate: new Date('2020-01-01T00:00:00Z'),
        },
      ],
    ])('refuses %s', async (_what, more) => {
      const { put } = await opened();
      expect((await refusal(put(more))).name).toBe('InvalidArgument');
    });

    it('is refused where it is not on', async () => {
      const { s3, put } = await opened(false);
      const more = { ObjectLockMode: 'GOVERNANCE' as const, ObjectLockRetainUntilDate: SOON };
      expect((await refusal(put(more))).name).toBe('InvalidRequest');
      const get = new GetObjectLockConfigurationCommand({ Bucket });
      expect((await refusal(s3.send(get))).name).toBe('ObjectLockConfigurationNotFoundError');
    });

    it('needs versioning, and keeps it from being suspended', async () => {
      const unversioned = await opened(false);
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const };
      const lock = new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration });
      expect((await refusal(unversioned.s3.send(lock))).name).toBe('InvalidBucketState');
      const { s3 } = await opened();
      const VersioningConfiguration = { Status: 'Suspended' as const };
      const suspend = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration });
      expect((await refusal(s3.send(suspend))).name).toBe('InvalidBucketState');
    });
  });
}
