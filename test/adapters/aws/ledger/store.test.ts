import { createHash } from 'node:crypto';
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { DeleteObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Store } from '../../../../adapters/aws/ledger/store.ts';
import { KeyTakenError } from '../../../../engine/evidence/shard.ts';
import { home } from '../../../engine/evidence/archive.ts';
import { BUCKET, ledgerAccount } from './kit.ts';

const Key = 'seals/111122223333/eu-central-1/20260301T210000Z.json';
const bytes = Buffer.from('{"a":1}');

describe('the archive in S3', () => {
  it('keeps an object encrypted, hashed and locked, and tells its version', async () => {
    const { store, s3, archive, world } = await ledgerAccount();
    const { versionId } = await store.put(Key, bytes);
    const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      VersionId: versionId,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: archive.keyArn,
      BucketKeyEnabled: true,
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(world.clock.ms() + 400 * 86_400_000),
      ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
      ContentType: 'application/json',
    });
    const locked = s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key, VersionId: versionId }));
    await expect(locked).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    ['x.ndjson.gz', 'application/gzip'],
    ['x.sig', 'application/octet-stream'],
    ['public-key.pem', 'application/x-pem-file'],
  ])('says of %s that it is %s, and not how to decode it', async (name, ContentType) => {
    const { store, s3 } = await ledgerAccount();
    await store.put(name, bytes);
    const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: name }));
    expect([head.ContentType, head.ContentEncoding]).toEqual([ContentType, undefined]);
  });

  it('takes a key once, and tells that from every other refusal', async () => {
    const { store, kms, archive } = await ledgerAccount();
    await store.put(Key, bytes);
    await expect(store.put(Key, Buffer.from('other'))).rejects.toBeInstanceOf(KeyTakenError);
    expect(Buffer.from((await store.read(Key))?.bytes ?? '')).toEqual(bytes);
    await kms.send(new DisableKeyCommand({ KeyId: archive.keyArn }));
    await expect(store.put('another', bytes)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  });

  it('takes a key once also if the answer to the first put was lost', async () => {
    const { store, world } = await ledgerAccount();
    world.faults.add({
      service: 's3',
      operation: 'PutObject',
      stage: 'after',
      times: 1,
      error: { name: 'InternalError', message: 'We encountered an internal error', statusCode: 500 },
    });
    // The SDK puts again, and S3 says that it is there.
    await expect(store.put(Key, bytes)).rejects.toBeInstanceOf(KeyTakenError);
    expect((await store.read(Key))?.bytes).toEqual(new Uint8Array(bytes));
  });

  it('gives nothing to a bucket of that name that is somebody else’s, and believes it nothing', async () => {
    const { aws, archive, store } = await ledgerAccount();
    await store.put(Key, bytes);
    const expecting = (owner: string) => s3Store(aws, { ...archive, owner });
    await expect(expecting('999999999999').put(`${Key}.2`, bytes)).rejects.toThrow('Access Denied');
    await expect(expecting('999999999999').read(Key)).rejects.toThrow('Access Denied');
    expect((await expecting(home.account).read(Key))?.bytes).toHaveLength(bytes.length);
  });

  it('reads with the version, and nothing where nothing is', async () => {
    const { store, world } = await ledgerAccount();
    expect(await store.read(Key)).toBeUndefined();
    const { versionId } = await store.put(Key, bytes);
    expect(await store.read(Key)).toEqual({ bytes: new Uint8Array(bytes), versionId });
    world.faults.deny({ service: 's3', operation: 'GetObject' });
    await expect(store.read(Key)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('gives all that is there of one shard, and of no other', async () => {
    const { store } = await ledgerAccount();
    const segment = (region: string) => `evidence/111122223333/${region}/2026/03/01/segment-1.ndjson.gz`;
    for (const key of [Key, segment('eu-central-1'), segment('eu-central-11'), 'index.json'])
      await store.put(key, bytes);
    const keys: string[] = [];
    for await (const key of store.sourceOf(home).list()) keys.push(key);
    expect(keys).toEqual([Key, segment('eu-central-1')]);
  });
});
