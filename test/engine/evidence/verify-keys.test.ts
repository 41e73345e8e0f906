import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { exportBytes } from '../../../engine/evidence/export-file.ts';
import { fixedFiles } from '../../../engine/evidence/index-file.ts';
import { laterPublicKeyKey, packKey } from '../../../engine/evidence/layout.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { newState, writeSeal, writeSegment } from '../../../engine/evidence/shard.ts';
import { normalSignature, readPublicKey, type Signer } from '../../../engine/evidence/signature.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { firstKey } from '../../../engine/evidence/verify-keys.ts';
import type { LoadedSeal } from '../../../engine/evidence/verify-signatures.ts';
import { away, type Files, home, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';
import { at, wordsOf } from './chain.ts';
import { bytesOf, rename } from './tamper.ts';

const [first, second, other] = [testSigner(), testSigner(), testSigner()];
const fingerprintOf = (signer: Signer): string => readPublicKey(signer.publicKeyPem)?.fingerprint ?? '';
const fileOf = (signer: Signer): string => laterPublicKeyKey(fingerprintOf(signer));
const sealAt = (time: string): string =>
  `seals/${home.account}/${home.region}/${time.slice(0, 19).replaceAll(/[-:]/g, '')}Z.json`;

/** An hour of each signer, chained, in one Region; in another, an hour of the last one alone. */
async function rotated(signers: readonly Signer[]): Promise<Files> {
  const files: Files = new Map(fixedFiles(first));
  const store = storeIn(files);
  let state = newState(home, new Date(at(0)));
  for (const [index, signer] of signers.entries()) {
    const closedAt = at(index + 0.5);
    state = await writeSegment(store, state, { records: [recordAt(new Date(closedAt), index)], closedAt });
    const moment = { to: at(index + 1), created: at(index + 1), others: [], newestDigest: null };
    state = await writeSeal({ store, signer, packDigest: () => 'a'.repeat(64) }, state, moment);
    if (signer !== first) files.set(fileOf(signer), Buffer.from(signer.publicKeyPem));
  }
  const last = signers.at(-1) ?? first;
  const elsewhere = newState(away, new Date(at(signers.length)));
  const moment = {
    to: at(signers.length + 1),
    created: at(signers.length + 1),
    others: [],
    newestDigest: null,
  };
  await writeSeal({ store, signer: last, packDigest: () => 'a'.repeat(64) }, elsewhere, moment);
  return files;
}

const verify = (files: Files, signers: readonly Signer[], options: Partial<VerifyOptions> = {}) =>
  verifyArchive(sourceOf(files), {
    publicKeyPem: signers.map(({ publicKeyPem }) => publicKeyPem),
    ...options,
  });

describe('an archive whose sealing key was replaced', () => {
  it('is proven with both keys, in any order, and tells when', async () => {
    const files = await rotated([first, first, second]);
    for (const keys of [
      [first, second],
      [second, first, second, other],
    ]) {
      const { status, problems, notes, counts } = await verify(files, keys, { until: at(3) });
      expect({ status, problems, counts }).toMatchObject({
        status: 'proven',
        problems: [],
        counts: { seals: 4 },
      });
      expect(notes).toEqual([
        {
          kind: 'key-changed',
          key: sealAt(at(3)),
          message: `from ${at(2)} on seals are signed by the key ${fingerprintOf(second)}, before it by ${fingerprintOf(first)}`,
        },
      ]);
    }
  });

  it('may have been replaced twice, and back', async () => {
    const report = await verify(await rotated([first, second, first, second]), [first, second]);
    expect(report).toMatchObject({ status: 'proven', problems: [] });
    expect(report.notes.filter(({ kind }) => kind === 'key-changed')).toHaveLength(3);
  });

  it('has begun in another Region with the newest key', async () => {
    const report = await verify(await rotated([first, second]), [first, second]);
    expect(report.shards.map(({ region, seals }) => [region, seals])).toEqual([
      ['eu-central-1', 2],
      ['us-east-1', 1],
    ]);
  });

  it.each<[string, readonly Signer[], readonly RegExp[]]>([
    [
      'with the first key alone, whose later seals are another key’s',
      [first],
      [
        /^public-key-differs public-keys.*not a key you brought/,
        /^wrong-key seals.*eu-central-1/,
        /^wrong-key seals.*us-east-1/,
      ],
    ],
    [
      'with the newest key alone, which does not know the beginning',
      [second],
      [/^public-key-differs public-key.pem: it is not the key you brought/, /^wrong-key seals.*eu-central-1/],
    ],
  ])('is not proven %s', async (_name, keys, said) => {
    const report = await verify(await rotated([first, second]), keys);
    expect(report.status).toBe('failed');
    expect(wordsOf(report)).toMatchObject(said.map((words) => expect.stringMatching(words)));
  });

  it.each<[string, (files: Files) => unknown, readonly string[]]>([
    [
      'the later key is missing',
      (files) => files.delete(fileOf(second)),
      [`public-key-differs ${fileOf(second)}: it is missing, and seals are signed by it`],
    ],
    [
      'the later key was renamed',
      (files) => rename(files, fileOf(second), 'public-keys/second.pem'),
      [
        `public-key-differs ${fileOf(second)}: it is missing, and seals are signed by it`,
        `renamed public-keys/second.pem: it is ${fileOf(second)} under another name`,
      ],
    ],
    [
      'the later key is another than its name says',
      (files) => files.set(fileOf(second), Buffer.from(other.publicKeyPem)),
      [`public-key-differs ${fileOf(second)}: it is not the key that its name says`],
    ],
    [
      'the later key is none',
      (files) => files.set(fileOf(second), Buffer.from('nonsense')),
      [`public-key-differs ${fileOf(second)}: it is not the key that its name says`],
    ],
    [
      'a key was put in',
      (files) => files.set(fileOf(other), Buffer.from(other.publicKeyPem)),
      [`public-key-differs ${fileOf(other)}: it is not a key you brought`],
    ],
    [
      'the first key is the later one',
      (files) => files.set('public-key.pem', Buffer.from(second.publicKeyPem)),
      [
        'public-key-differs public-key.pem: it is not the key of the first seal',
        `public-key-differs ${fileOf(first)}: it is missing, and seals are signed by it`,
        'index-differs index.json: it is not what the seals say it was',
      ],
    ],
  ])('is not proven where %s', async (_name, change, said) => {
    const files = await rotated([first, second]);
    change(files);
    const report = await verify(files, [first, second]);
    expect(report.status).toBe('failed');
    expect(wordsOf(report)).toEqual(said);
  });

  it('is not proven where a seal names one key and is signed by the other', async () => {
    const files = await rotated([first, first, { ...second, publicKeyPem: first.publicKeyPem }].slice(0, 2));
    const [seal, signature] = [sealAt(at(2)), sealAt(at(2)).replace('.json', '.sig')];
    files.set(signature, normalSignature(await second.sign(files.get(seal) ?? new Uint8Array())));
    files.set(fileOf(second), Buffer.from(second.publicKeyPem));
    const report = await verify(files, [first, second]);
    expect(report.status).toBe('failed');
    expect(wordsOf(report)[0]).toMatch(/^signature-invalid/);
  });

  it('may lack the first key, or have it under another name', async () => {
    const files = await rotated([first]);
    files.delete('public-key.pem');
    expect(wordsOf(await verify(files, [first]))).toEqual([
      'public-key-differs public-key.pem: it is missing',
    ]);
    files.set('key.pem', Buffer.from(first.publicKeyPem));
    expect(wordsOf(await verify(files, [first]))).toContain(
      'renamed key.pem: it is public-key.pem under another name',
    );
  });

  it('takes no pack for a key', async () => {
    const files = await rotated([first]);
    const pack = Buffer.from('export const rules = [];');
    files.set(packKey(sha256(pack)), pack);
    expect(wordsOf(await verify(files, [first]))).toEqual([]);
  });

  it.each(['public-key.pem', fileOf(second)])('is not proven where %s cannot be read', async (key) => {
    const files = await rotated([first, second]);
    const source = sourceOf(files);
    const read = async (name: string) => {
      if (name === key) throw new Error('access denied');
      return source.read(name);
    };
    const publicKeyPem = [first.publicKeyPem, second.publicKeyPem];
    const report = await verifyArchive({ ...source, read }, { publicKeyPem });
    expect(wordsOf(report)).toEqual([expect.stringMatching(`^\\S+ ${key}: .*access denied`)]);
  });

  it('tells of no change of keys by seals that are not proven', async () => {
    const { notes } = await verify(await rotated([first, second]), [first]);
    expect(notes.filter(({ kind }) => kind === 'key-changed')).toEqual([]);
  });

  it('has a file for a seal that nobody brought the key of', async () => {
    const files = await rotated([first, second]);
    const nonsense = Buffer.from('nonsense');
    files
      .set(sealAt(at(2)), nonsense)
      .set(sealAt(at(2)).replace('.json', '.sig'), normalSignature(await second.sign(nonsense)));
    expect(wordsOf(await verify(files, [first]))).toContainEqual(
      expect.stringMatching(`^wrong-key ${sealAt(at(2))}: .*it names none`),
    );
  });

  it('has a signed file for a seal, of which no change of keys can be told', async () => {
    const files = await rotated([first, first, second]);
    const nonsense = Buffer.from('nonsense');
    files
      .set(sealAt(at(2)), nonsense)
      .set(sealAt(at(2)).replace('.json', '.sig'), normalSignature(await first.sign(nonsense)));
    const { notes } = await verify(files, [first, second]);
    expect(notes.filter(({ kind }) => kind === 'key-changed')).toMatchObject([
      { key: sealAt(at(3)), message: expect.stringContaining(fingerprintOf(second)) },
    ]);
  });

  it('may be a part that begins after the first key was replaced', async () => {
    const files = await rotated([first, second, second]);
    for (const key of files.keys()) {
      const isOfFirstHour =
        key.startsWith(sealAt(at(1)).slice(0, -5)) || key.includes('segment-000000000001');
      if (isOfFirstHour || key.includes(away.region)) files.delete(key);
    }
    const shards = [{ ...home, first: 2, last: 3 }] as const;
    files.set('export.json', exportBytes({ schema: 'assay.export/1', from: at(1), to: null, shards }));
    expect(wordsOf(await verify(files, [first, second]))).toEqual([]);
  });

  it('cannot be judged with a key that is none among those brought', async () => {
    const files = await rotated([first, second]);
    const report = await verifyArchive(sourceOf(files), { publicKeyPem: [first.publicKeyPem, 'none'] });
    expect(report).toMatchObject({ status: 'unusable', problems: [{ kind: 'unusable-key' }] });
    expect(await verifyArchive(sourceOf(files), { publicKeyPem: [] })).toMatchObject({ status: 'unusable' });
  });
});

const template = parseSeal(bytesOf(await rotated([first]), sealAt(at(1))));
if (!template) throw new Error('the archive of the test has lost its seal');

describe('the key of which the index was made', () => {
  const [held] = [first, second].map(({ publicKeyPem }) => readPublicKey(publicKeyPem));

  const sealed = (
    id: string,
    change: Partial<LoadedSeal & { readonly number: number; readonly created: string }> = {},
  ) => {
    const { trust = 'valid', number = 1, created = at(1), ...rest } = change;
    const seal = { ...template, number, created, key: { ...template.key, id, fingerprint: id } };
    return { key: id, found: id, bytes: new Uint8Array(), hash: id, trust, seal, ...rest };
  };
  const none = (trust: LoadedSeal['trust']): LoadedSeal => ({
    ...sealed('none', { trust }),
    seal: undefined,
  });
  const own = held?.fingerprint ?? '';

  it.each<[string, readonly LoadedSeal[], string | undefined]>([
    ['that of a seal by it, wherever it stands', [sealed('other'), sealed(own, { number: 2 })], own],
    [
      'not that of a seal that only names it',
      [sealed(own, { number: 2, trust: 'wrong-key' }), sealed('other')],
      'other',
    ],
    ['that of the earliest first seal', [sealed('b', { created: at(2) }), sealed('a')], 'a'],
    ['that of the earliest first seal, last', [sealed('a'), sealed('b', { created: at(2) })], 'a'],
    ['of two as early the first', [sealed('a'), sealed('b')], 'a'],
    ['that of a first seal that nobody brought the key of', [sealed('a', { trust: 'wrong-key' })], 'a'],
    ['not that of a later seal', [sealed('a', { number: 2 })], undefined],
    ['not that of a seal that is changed', [sealed('a', { trust: 'invalid' })], undefined],
    ['not that of a seal without a signature', [sealed('a', { trust: 'missing' })], undefined],
    ['not that of what is no seal', [none('valid'), none('wrong-key'), sealed('a')], 'a'],
    ['unknown without seals', [], undefined],
  ])('is %s', (_what, seals, id) => {
    expect(firstKey(seals, { first: held, later: [] })?.id).toBe(id);
  });

  it('is known where the archive holds no first key', () => {
    expect(firstKey([none('valid'), sealed('a')], { first: undefined, later: [] })?.id).toBe('a');
  });
});
