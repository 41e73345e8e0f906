import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type BucketPart, s3Source } from '../../../../adapters/aws/ledger/source.ts';
import { lookupKey } from '../../../../engine/evidence/layout.ts';
import { verifyArchive } from '../../../../engine/evidence/verify.ts';
import { type Files, type Made, makeArchive } from '../../../engine/evidence/archive.ts';
import { BUCKET, ledgerAccount } from './kit.ts';

const made = await makeArchive({ recordsPerSegment: 40 });

async function opened({ files }: Pick<Made, 'files'> = made, prefix = '') {
  const account = await ledgerAccount();
  const put = (Key: string, Body: Uint8Array | string) =>
    account.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${prefix}${Key}`, Body }));
  const hide = (Key: string) =>
    account.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: `${prefix}${Key}` }));
  for (const [key, bytes] of files) await put(key, bytes);
  const source = (part: Partial<BucketPart> = {}) =>
    s3Source(account.aws, { bucket: BUCKET, prefix, ...part });
  const verify = (part: Partial<BucketPart> = {}) =>
    verifyArchive(source(part), { publicKeyPem: made.signer.publicKeyPem, head: made.head });
  return { ...account, put, hide, source, verify };
}

async function listed(source: ReturnType<typeof s3Source>): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of source.list()) keys.push(key);
  return keys;
}

const [segment = '', other = ''] = [...made.files.keys()].filter((key) => key.includes('segment-'));
const seal = [...made.files.keys()].find((key) => key.endsWith('.json') && key.startsWith('seals/')) ?? '';

describe('an archive in a bucket', () => {
  it('verifies', async () => {
    const { verify } = await opened();
    expect(await verify()).toMatchObject({ status: 'proven', problems: [] });
  });

  it('verifies below a prefix, whatever else lies in the bucket', async () => {
    const { verify, s3, source } = await opened(made, 'audits/2026/');
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'audits/2026x', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'evidence/x', Body: 'x' }));
    expect(await verify()).toMatchObject({ status: 'proven', problems: [] });
    expect(await listed(source())).toHaveLength(made.files.size);
  });

  it('is listed whole over pages that end anywhere, seals first, each key once', async () => {
    const files: Files = new Map();
    for (let index = 0; index < 510; index += 1) {
      const name = String(index).padStart(5, '0');
      for (const key of [`seals/a/${name}.json`, `seals/a/${name}.sig`, `evidence/${name}`, `zebra/${name}`])
        files.set(key, Buffer.of(1));
    }
    const { source } = await opened({ files });
    const keys = await listed(source());
    expect(keys).toHaveLength(files.size);
    expect(new Set(keys)).toEqual(new Set(files.keys()));
    const firstOther = keys.findIndex((key) => !key.startsWith('seals/'));
    expect(keys.slice(firstOther).some((key) => key.startsWith('seals/'))).toBe(false);
  });

  it('is read in the versions that were put first, and what lies over them is named', async () => {
    const { verify, put, hide } = await opened();
    await put(segment, 'a newer one');
    await put(segment, 'a newer one still');
    await hide(other);
    await hide(seal);
    await put('index.json', 'a newer one');
    const { status, problems } = await verify();
    expect(status).toBe('failed');
    expect(problems.map(({ kind, key, message }) => [kind, key, message])).toEqual(
      expect.arrayContaining([
        ['covered', segment, '2 newer versions lie over the one that was put first'],
        ['covered', other, 'a delete marker hides it from whoever names no version'],
        ['covered', seal, 'a delete marker hides it from whoever names no version'],
        ['covered', 'index.json', '1 newer versions lie over the one that was put first'],
      ]),
    );
    expect(problems).toHaveLength(4);
  });

  it('names what only a delete marker is left of', async () => {
    const { verify, hide } = await opened({
      files: new Map([...made.files].filter(([key]) => key !== other)),
    });
    await hide(other);
    const { problems } = await verify();
    expect(problems).toContainEqual({
      kind: 'covered',
      key: other,
      message: 'a delete marker is all that is left of it',
    });
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'segment-missing', key: other }));
  });

  it('is read in the version that a seal names, where it is there', async () => {
    const { source, put } = await opened({ files: new Map() });
    await put('a', 'first');
    const { VersionId } = await put('a', 'second');
    const opening = source();
    await listed(opening);
    const read = async (version?: string) => Buffer.from(await opening.read('a', version)).toString();
    expect([await read(), await read(VersionId), await read('of another bucket')]).toEqual([
      'first',
      'second',
      'first',
    ]);
    await expect(opening.read('b')).rejects.toThrow(/b was not listed/);
  });

  it('is read from a bucket without versions as well', async () => {
    const { s3, aws } = await ledgerAccount();
    const Bucket = 'copied';
    const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    for (const [Key, Body] of made.files) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const { publicKeyPem } = made.signer;
    expect(await verifyArchive(s3Source(aws, { bucket: Bucket }), { publicKeyPem })).toMatchObject({
      status: 'proven',
    });
  });

  it('has a signature that was put beside its seal while the list was made', async () => {
    const { source, put } = await opened({ files: new Map([['seals/a/1.json', Buffer.of(1)]]) });
    await put('seals/a/2.json', 'x');
    await put('seals/a/2.sig', 'x');
    const keys: string[] = [];
    for await (const key of source().list()) {
      if (keys.length === 0) await put('seals/a/1.sig', 'x');
      keys.push(key);
    }
    expect(keys).toEqual(['seals/a/1.json', 'seals/a/2.json', 'seals/a/2.sig', 'seals/a/1.sig']);
  });

  it('has no seal that was made since the list began, nor its signature, but every segment', async () => {
    const { put, aws, world } = await opened({ files: new Map([['seals/a/1.json', Buffer.of(1)]]) });
    const beginning = world.clock.now();
    await put('seals/a/1.sig', 'x');
    world.clock.advance(1000);
    for (const key of ['seals/a/2.json', 'seals/a/2.sig', 'evidence/a']) await put(key, 'x');
    // A newer version on top makes an old seal no newer.
    await put('seals/a/1.json', 'y');
    const source = s3Source({ ...aws, now: () => beginning }, { bucket: BUCKET });
    expect(await listed(source)).toEqual(['seals/a/1.json', 'seals/a/1.sig', 'evidence/a']);
  });

  it('has no lookup whose seal was made since the list began, and every other', async () => {
    const lookup = (name: string) => lookupKey(name.replace('.sig', '.json'));
    const { source, put, world } = await opened();
    const [early, late] = [2020, 2030].map(
      (year) => `seals/111122223333/eu-central-1/${year}0101T000000Z.json`,
    );
    await put(lookup(seal), '{}');
    await put(lookup(`${early}`), '{}');
    world.clock.advance(60_000);
    const keys: string[] = [];
    for await (const key of source().list()) {
      if (keys.length === 0) {
        world.clock.advance(60_000);
        await put(`${late}`, '{}');
        await put(lookup(`${late}`), '{}');
      }
      keys.push(key);
    }
    expect(keys.filter((key) => key.startsWith('lookup/'))).toEqual([lookup(`${early}`), lookup(seal)]);
  });

  it('says why, where something may not be read', async () => {
    const { source, put, world } = await opened({ files: new Map() });
    await put('a', 'x');
    const opening = source();
    await listed(opening);
    expect(opening.refusal()).toBeUndefined();
    world.faults.deny({ service: 's3', operation: 'GetObject' });
    await expect(opening.read('a')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(opening.refusal()).toBe('access denied: s3:GetObjectVersion');
  });
});
