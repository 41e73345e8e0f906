import { describe, expect, it } from 'vitest';
import { lookedUpSealKey, lookupKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { lookupBuilder } from '../../../engine/evidence/lookup.ts';
import { merkleRoot, toHex } from '../../../engine/evidence/merkle.ts';
import type { VerifyReport } from '../../../engine/evidence/report.ts';
import { parseSeal, sealBytes } from '../../../engine/evidence/seal.ts';
import { entryOf, openSegment, segmentHash } from '../../../engine/evidence/segment.ts';
import { normalSignature } from '../../../engine/evidence/signature.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, home, makeArchive, rewrite, sourceOf } from './archive.ts';
import { chainOf, signer as chainSigner, sealOf, segmentOf, verified } from './chain.ts';
import { addLookups } from './lookups.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

const made = await makeArchive();
const whole = await addLookups(made.files);
const lookups = [...whole.keys()].filter((key) => key.startsWith('lookup/'));
const [first = '', second = ''] = lookups;

const verify = (files: Files): Promise<VerifyReport> =>
  verifyArchive(sourceOf(files), { publicKeyPem: made.signer.publicKeyPem, head: made.head });

async function changed(change: (files: Files) => unknown): Promise<VerifyReport> {
  const files: Files = new Map(whole);
  change(files);
  return verify(files);
}

const named = ({ problems }: VerifyReport) => problems.map(({ kind, key }) => [kind, key]);

describe('lookups in an archive', () => {
  it('that say what the records say are proven with them', async () => {
    expect(lookups).toHaveLength(10);
    expect(await verify(whole)).toMatchObject({ status: 'proven', problems: [], notes: [] });
  });

  it('each, with any of its bytes changed, are named', async () => {
    for (const key of lookups) {
      for (const at of [0, 40, -1]) {
        expect(named(await changed((files) => flip(files, key, at)))).toEqual([['lookup-differs', key]]);
      }
    }
  });

  it.each<[string, (files: Files) => unknown, readonly (readonly [string, string])[]]>([
    [
      'two swapped',
      (files) => {
        const [a, b] = [bytesOf(files, first), bytesOf(files, second)];
        files.set(first, b).set(second, a);
      },
      [
        ['lookup-differs', first],
        ['lookup-differs', second],
      ],
    ],
    ['one emptied', (files) => files.set(first, new Uint8Array()), [['lookup-differs', first]]],
    [
      'one of a silent hour',
      (files) => copy(files, first, `lookup/${home.account}/${home.region}/20260302T000000Z.json`),
      [['lookup-differs', `lookup/${home.account}/${home.region}/20260302T000000Z.json`]],
    ],
    [
      'one of a seal that is not there',
      (files) => copy(files, first, first.replace('20260301', '20260201')),
      [['seal-missing', lookedUpSealKey(first.replace('20260301', '20260201'))]],
    ],
    [
      'one under another name',
      (files) => rename(files, first, 'lookup/old.json'),
      [['foreign-file', 'lookup/old.json']],
    ],
  ])('%s: named', async (_name, change, expected) => {
    expect(named(await changed(change))).toEqual(expected);
  });

  const silent = `lookup/${home.account}/${home.region}/20260302T000000Z.json`;
  const messages = async (key: string, bytes: Uint8Array) =>
    (await changed((files) => files.set(key, bytes))).problems.map(
      ({ kind, message }) => `${kind}: ${message}`,
    );

  it('of an hour in which nothing was recorded are named, whatever they say', async () => {
    const seal = parseSeal(bytesOf(whole, lookedUpSealKey(silent)));
    if (!seal) throw new Error('the archive of the test has lost its silent hour');
    for (const bytes of [lookupBuilder(seal).bytes([]), bytesOf(whole, first)])
      expect(await messages(silent, bytes)).toEqual([
        expect.stringMatching(/^lookup-differs: .*covers no segment/),
      ]);
  });

  it.each([
    ['"assay.lookup/10"', /^record-newer-version: .*assay\.lookup\/10.* update before/],
    ['"assay.lookup/x"', /^lookup-differs: .*records say/],
    ['"assay.lookup/2x"', /^lookup-differs: .*records say/],
    ['"my-assay.lookup/2"', /^lookup-differs: .*records say/],
    ['["assay.lookup/2"]', /^lookup-differs: .*records say/],
  ])('of the version %s are told from those that were changed', async (schema, words) => {
    const text = Buffer.from(bytesOf(whole, first)).toString();
    expect(await messages(first, Buffer.from(text.replace('"assay.lookup/1"', schema)))).toEqual([
      expect.stringMatching(words),
    ]);
  });

  it('of a seal under another name are those of the seal', async () => {
    const report = await changed((files) => {
      const [seal, other] = [
        lookedUpSealKey(first),
        `seals/${home.account}/${home.region}/20260228T000000Z.json`,
      ];
      rename(files, seal, other);
      rename(files, seal.replace('.json', '.sig'), other.replace('.json', '.sig'));
    });
    expect(new Set(report.problems.map(({ kind }) => kind))).toEqual(new Set(['renamed']));
  });

  it('of a newer version ask for an update', async () => {
    const newer = Buffer.from(bytesOf(whole, first)).toString().replace('assay.lookup/1', 'assay.lookup/2');
    const report = await changed((files) => files.set(first, Buffer.from(newer)));
    expect(report).toMatchObject({
      status: 'unusable',
      problems: [{ kind: 'record-newer-version', key: first }],
    });
  });

  it('may be missing, which is noted with the first of them', async () => {
    const report = await changed((files) => {
      files.delete(first);
      files.delete(second);
    });
    expect(report).toMatchObject({ status: 'proven', problems: [] });
    expect(report.notes).toEqual([
      {
        kind: 'lookup-missing',
        key: first,
        message:
          '2 seals of 111122223333/eu-central-1 have no lookup, this one first: the records themselves are read instead',
      },
    ]);
  });

  it('are missed nowhere where an archive has none', async () => {
    const report = await changed((files) => {
      for (const key of lookups) files.delete(key);
    });
    expect(report).toMatchObject({ status: 'proven', notes: [] });
  });

  it('are not asked where what they are derived from is not what was sealed, which is named alone', async () => {
    const segment = [...whole.keys()].find((key) => key.includes('segment-000000000001')) ?? '';
    const [kind] = named(await changed((files) => flip(files, segment, 30)));
    expect(kind).toEqual(['segment-changed', segment]);
    const report = await changed((files) => flip(files, segment, 30));
    expect(report.problems).toHaveLength(1);
  });

  it('of a seal that was taken away tell that it was there', async () => {
    const [seal, signature] = [lookedUpSealKey(first), lookedUpSealKey(first).replace('.json', '.sig')];
    const report = await changed((files) => {
      files.delete(seal);
      files.delete(signature);
    });
    expect(report.problems).toContainEqual({
      kind: 'seal-missing',
      key: seal,
      message: expect.stringContaining(first),
    });
    const half = await changed((files) => files.delete(seal));
    expect(named(half).filter(([kind]) => kind === 'seal-missing')).toEqual([['seal-missing', seal]]);
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['a segment', ([header = '', ...records]) => [header.replace('segment/1', 'segment/2'), ...records]],
    ['a record', ([header = '', record = '', ...rest]) => [header, newer(record), ...rest]],
    [
      'a record, beside one with another fault',
      ([header = '', record = '', other = '']) => [header, newer(record), misplaced(other)],
    ],
  ])('are not judged by what this version reads where %s is of a newer one', async (_what, change) => {
    const files = await addLookups(await chainOf([{ segments: 2 }]));
    await resealed(files, change);
    const kinds = (await verified(files)).problems.map(({ kind }) => kind);
    expect(kinds).toContain('record-newer-version');
    expect(kinds).not.toContain('lookup-differs');
  });

  it('are judged where records have another fault', async () => {
    const files = await addLookups(await chainOf([{}]));
    await resealed(files, (lines) => lines.map(misplaced));
    flip(files, lookupKey(sealOf(1)), 40);
    expect(named(await verified(files))).toEqual([
      ['lookup-differs', lookupKey(sealOf(1))],
      ['sequence-gap', segmentOf(1)],
    ]);
  });
});

const newer = (record: string): string => record.replace('assay.evidence/1', 'assay.evidence/2');
const misplaced = (record: string): string => record.replace('"sequence":2', '"sequence":9');

/** The first segment of a chain changed by who holds its key. */
async function resealed(files: Files, change: (lines: string[]) => string[]): Promise<void> {
  const bytes = rewrite(bytesOf(files, segmentOf(1)), change);
  bytes.set(bytesOf(files, segmentOf(1)).subarray(0, 10));
  files.set(segmentOf(1), bytes);
  const seal = parseSeal(bytesOf(files, sealOf(1)));
  const { header, content } = openSegment(bytes);
  if (!seal?.segments.list || !header || !content) throw new Error('the archive of the test is none');
  const [, ...others] = seal.segments.list;
  const list = [entryOf({ header, content, bytes }), ...others];
  const root = toHex(merkleRoot(list.map(segmentHash)));
  const sealed = sealBytes({ ...seal, segments: { ...seal.segments, list, root } });
  files.set(sealOf(1), sealed);
  files.set(signatureKey(sealOf(1)), normalSignature(await chainSigner.sign(sealed)));
}
