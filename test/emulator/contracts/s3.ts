import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

// All accounts share one space of names.
let Bucket = '';

/** What S3 promises about buckets, their settings and objects. */
export function s3Contract(open: () => Endpoint): void {
  const opened = async (isVersioned = false) => {
    const endpoint = open();
    Bucket = `assay-evidence-${endpoint.account}`;
    const s3 = endpoint.client(S3Client);
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    );
    if (isVersioned) {
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    }
    return { endpoint, s3, put };
  };
  const textOf = async (s3: S3Client, Key: string, more: { VersionId?: string; Range?: string } = {}) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();

  describe('an S3 bucket', () => {
    it('is created, found, listed with its Region, and deleted', async () => {
      const { endpoint, s3 } = await opened();
      const head = await s3.send(new HeadBucketCommand({ Bucket }));
      expect(head.BucketRegion).toBe(endpoint.region);
      const { Buckets } = await s3.send(new ListBucketsCommand({ Prefix: 'assay-', MaxBuckets: 10 }));
      expect(Buckets).toMatchObject([{ Name: Bucket, BucketRegion: endpoint.region }]);
      await s3.send(new DeleteBucketCommand({ Bucket }));
      expect((await refusal(s3.send(new HeadBucketCommand({ Bucket })))).name).toBe('NotFound');
      const error = await refusal(s3.send(new GetBucketVersioningCommand({ Bucket })));
      expect(error).toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    });

    it('is not created twice, and not deleted while it holds something', async () => {
      const { s3, put } = await opened();
      const again = new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      });
      expect((await refusal(s3.send(again))).name).toBe('BucketAlreadyOwnedByYou');
      await put('a', '1');
      expect((await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).name).toBe('BucketNotEmpty');
    });

    it('is encrypted by S3 until it is told otherwise', async () => {
      const { s3 } = await opened();
      const rule = async () => {
        const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
        return answer.ServerSideEncryptionConfiguration?.Rules?.[0];
      };
      expect(await rule()).toMatchObject({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
      const Rules = [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const },
          BucketKeyEnabled: true,
        },
      ];
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
      expect(await rule()).toMatchObject(Rules[0] ?? {});
    });

    it('has a code of its own for every setting that is not there', async () => {
      const { s3 } = await opened();
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
      const codes = [
        await refusal(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
        await refusal(s3.send(new GetBucketTaggingCommand({ Bucket }))),
        await refusal(s3.send(new GetBucketPolicyCommand({ Bucket }))),
        await refusal(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
      ].map(({ name }) => name);
      expect(codes).toEqual([
        'NoSuchPublicAccessBlockConfiguration',
        'NoSuchTagSet',
        'NoSuchBucketPolicy',
        'OwnershipControlsNotFoundError',
      ]);
      expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
      expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    });

    it('keeps public access block, tags and policy as they were put', async () => {
      const { s3 } = await opened();
      const PublicAccessBlockConfiguration = {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      };
      const TagSet = [{ Key: 'team', Value: 'ml' }];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
      await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      const access = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      expect(access).toMatchObject({ PublicAccessBlockConfiguration });
      expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
      expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    });
  });

  describe('an S3 object', () => {
    it.each([
      ['a string', () => 'hällo'],
      ['bytes', () => Buffer.from('hällo')],
      ['a stream', () => Readable.from([Buffer.from('häl'), Buffer.from('lo')])],
    ])('comes back as %s', async (_what, body) => {
      const { s3 } = await opened();
      const metadata = { Metadata: { Chain: '7' }, ContentType: 'text/plain' };
      const sent = { Bucket, Key: 'k', Body: body(), ContentLength: 6, ...metadata };
      await s3.send(new PutObjectCommand(sent));
      expect(await textOf(s3, 'k')).toBe('hällo');
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
      expect(head).toMatchObject({
        ContentLength: 6,
        ContentType: 'text/plain',
        Metadata: { chain: '7' },
        ETag: '"38bbce5fb3d0aec801f9eab39182fa7a"',
        ServerSideEncryption: 'AES256',
      });
    });

    it('keeps what was put when its sender writes over the buffer afterwards', async () => {
      const { s3 } = await opened();
      const Body = Buffer.from('first');
      await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
      Body.write('wrong');
      expect(await textOf(s3, 'k')).toBe('first');
    });

    it.each([
      ['bytes=2-4', '234'],
      ['bytes=-3', '789'],
      ['bytes=7-', '789'],
      ['bytes=8-99', '89'],
    ])('is read in part by %s', async (Range, part) => {
      const { s3, put } = await opened();
      await put('k', '0123456789');
      expect(await textOf(s3, 'k', { Range })).toBe(part);
    });

    it('that is not there is refused, a HEAD without its code', async () => {
      const { s3 } = await opened();
      expect((await refusal(textOf(s3, 'none'))).name).toBe('NoSuchKey');
      const head = await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })));
      expect(head).toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
    });

    it('is written once under If-None-Match', async () => {
      const { s3 } = await opened();
      const once = (Body: string) =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, IfNoneMatch: '*' }));
      await once('first');
      const error = await refusal(once('second'));
      expect(error).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
      expect(await textOf(s3, 'k')).toBe('first');
    });

    it('is overwritten under If-Match only by who knows what is there', async () => {
      const { s3, put } = await opened();
      const { ETag } = await put('k', 'first');
      const over = (IfMatch: string | undefined) =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'second', IfMatch }));
      expect((await refusal(over('"0"'))).name).toBe('PreconditionFailed');
      await over(ETag);
      expect(await textOf(s3, 'k')).toBe('second');
    });

    it('is checked against the checksum that its sender computed', async () => {
      const { s3 } = await opened();
      const put = (ChecksumSHA256: string) =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'hello', ChecksumSHA256 }));
      const right = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=';
      expect((await put(right)).ChecksumSHA256).toBe(right);
      const head = new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' });
      expect((await s3.send(head)).ChecksumSHA256).toBe(right);
      expect((await refusal(put(right.replace('L', 'M')))).name).toBe('BadDigest');
    });
  });

  describe('S3 versions', () => {
    it('stay under their ids when something is put or deleted on top', async () => {
      const { s3, put } = await opened(true);
      const first = await put('k', 'first');
      const second = await put('k', 'second');
      const deletion = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
      expect(deletion.DeleteMarker).toBe(true);
      expect((await refusal(textOf(s3, 'k'))).name).toBe('NoSuchKey');
      expect(await textOf(s3, 'k', { VersionId: first.VersionId ?? '' })).toBe('first');
      expect(await textOf(s3, 'k', { VersionId: second.VersionId ?? '' })).toBe('second');
      const VersionId = deletion.VersionId ?? '';
      expect((await refusal(textOf(s3, 'k', { VersionId }))).name).toBe('MethodNotAllowed');
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
      expect(await textOf(s3, 'k')).toBe('second');
    });

    it('are listed newest first, delete markers apart', async () => {
      const { s3, put } = await opened(true);
      const first = await put('k', 'first');
      const second = await put('k', 'second');
      const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
      const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      const ids = Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]);
      expect(ids).toEqual([
        [second.VersionId, false],
        [first.VersionId, false],
      ]);
      expect(DeleteMarkers).toMatchObject([{ Key: 'k', VersionId: marker.VersionId, IsLatest: true }]);
      const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
      expect(listed).toMatchObject({ KeyCount: 0, IsTruncated: false });
    });

    it('are deleted many at once, each with its own outcome', async () => {
      const { s3, put } = await opened(true);
      const { VersionId } = await put('a', '1');
      await put('b', '1');
      const Objects = [{ Key: 'a', VersionId }, { Key: 'b' }];
      const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(Deleted).toMatchObject([
        { Key: 'a', VersionId },
        { Key: 'b', DeleteMarker: true },
      ]);
      expect((await refusal(textOf(s3, 'b'))).name).toBe('NoSuchKey');
    });
  });

  describe('an S3 listing', () => {
    const keys = ['a/1', 'a/2', 'b/1', 'c', 'd'];

    it('goes page by page in the order of keys', async () => {
      const { s3, put } = await opened();
      for (const key of keys.toReversed()) await put(key, key);
      const { rows, pages } = await allPages(async (ContinuationToken) => {
        const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken }));
        return { rows: page.Contents, token: page.NextContinuationToken };
      });
      expect(rows.map(({ Key }) => Key)).toEqual(keys);
      expect(pages).toBe(3);
    });

    it('folds what a delimiter divides', async () => {
      const { s3, put } = await opened();
      for (const key of keys) await put(key, key);
      const list = async (more: object) => {
        const { Contents = [], CommonPrefixes = [] } = await s3.send(
          new ListObjectsV2Command({ Bucket, ...more }),
        );
        return [CommonPrefixes.map(({ Prefix }) => Prefix), Contents.map(({ Key }) => Key)];
      };
      expect(await list({ Delimiter: '/' })).toEqual([
        ['a/', 'b/'],
        ['c', 'd'],
      ]);
      expect(await list({ Prefix: 'a/', Delimiter: '/' })).toEqual([[], ['a/1', 'a/2']]);
      expect(await list({ StartAfter: 'b/1' })).toEqual([[], ['c', 'd']]);
    });
  });
}
