import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { addSealedRecords, type PackFiles, recordName } from '../../../engine/auditor-pack/sealed-files.ts';
import { takeInventory } from '../../../engine/evidence/inventory.ts';
import { signatureKey } from '../../../engine/evidence/layout.ts';
import { verifyProof } from '../../../engine/evidence/proof.ts';
import { parseProofFile } from '../../../engine/evidence/proof-file.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { type Files, home, makeArchive, sourceOf } from '../evidence/archive.ts';
import { bytesOf, copy } from '../evidence/tamper.ts';

/** 2, 3, 2, no, 12 and 3 segments under a seal; 20, 15, 10 and 5 records in a segment. */
const made = await makeArchive();
const SHARD = `${home.account}/${home.region}`;
const LAST = 410;
/** Of the hour with twelve segments, some. */
const all = Array.from({ length: LAST }, (_, index) => index + 1).filter(
  (sequence) => sequence <= 146 || sequence > 345 || sequence % 9 === 0,
);
/** A time that no seal is of. */
const never = { from: '2025-01-01T00:00:00.000Z', to: '2025-01-02T00:00:00.000Z' };

async function packed(sequences: readonly number[], period = never, files: Files = made.files) {
  const { shards } = await takeInventory(sourceOf(files));
  const [shard] = shards.filter(({ region }) => region === home.region);
  if (!shard) throw new Error('the archive of the test has lost its Region');
  const pack: PackFiles = new Map();
  const left = await addSealedRecords(pack, sourceOf(files), { shard, sequences, ...period });
  return { pack, left };
}

const textOf = (pack: PackFiles, name: string): string => Buffer.from(bytesOf(pack, name)).toString();
const digits = (number: number): string => String(number).padStart(12, '0');
const sealsOf = (pack: Iterable<string>): string[] =>
  [...pack].filter((name) => name.startsWith(`seals/${SHARD}/`) && name.endsWith('.json')).sort();
const seals = sealsOf(made.files.keys());
const sealAt = (index: number) => {
  const seal = parseSeal(bytesOf(made.files, seals[index] ?? ''));
  if (!seal) throw new Error('the archive of the test has lost a seal');
  return seal;
};

const hashOf = (prefix: number, ...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(prefix), ...parts]))
    .digest();

/** Where a way up leads to, and the root at its end: as the shell of an auditor climbs, by RFC 9162 alone. */
function climbed(pack: PackFiles, leaf: string, path: string) {
  const [to = '', ...steps] = textOf(pack, path).trimEnd().split('\n');
  const root = steps.reduce(
    (hash, step) => {
      const [side, sibling = ''] = step.split(' ');
      const other = Buffer.from(sibling, 'base64');
      expect(['left', 'right']).toContain(side);
      return side === 'left' ? hashOf(1, other, hash) : hashOf(1, hash, other);
    },
    hashOf(0, bytesOf(pack, leaf)),
  );
  return { to: to.replace(/^to /, ''), root: root.toString('hex') };
}

const named = (pack: PackFiles, folder: string, ending: string): string[] =>
  [...pack.keys()].filter((name) => name.startsWith(`${folder}/`) && name.endsWith(ending));

describe('the files of sealed records', () => {
  it('hold each record as it is stored, and a proof of it that holds alone', async () => {
    const { pack, left } = await packed(all);
    expect(left).toEqual([]);
    for (const sequence of all) {
      const line = textOf(pack, recordName(home, sequence));
      expect(JSON.parse(line)).toMatchObject({ sequence });
      const proof = parseProofFile(textOf(pack, `proofs/${SHARD}/${digits(sequence)}.json`));
      expect(proof?.line).toBe(line);
      expect(proof && verifyProof(proof.proof, proof.line, made.signer.publicKeyPem)).toMatchObject({
        ok: true,
      });
    }
  });

  it('lead from each record to its segment, and from each segment to its seal', async () => {
    const { pack } = await packed(all);
    const [proofs, segments] = [named(pack, 'proofs', '.path'), named(pack, 'segments', '.path')];
    expect([proofs.length, segments.length]).toEqual([all.length, 2 + 3 + 2 + 12 + 3]);
    for (const path of proofs) {
      const { to, root } = climbed(pack, path.replace('proofs', 'records').replace('.path', '.json'), path);
      expect(to).toMatch(/^segments\/.*\.json$/);
      expect(JSON.parse(textOf(pack, to))).toMatchObject({ root });
    }
    for (const path of segments) {
      const { to, root } = climbed(pack, path.replace('.path', '.json'), path);
      expect(seals).toContain(to);
      expect(JSON.parse(textOf(pack, to))).toMatchObject({ segments: { root } });
    }
  });

  it.each([
    ['the first of a segment', 21, 2, 0],
    ['the last of a segment', 20, 1, 0],
    ['one under a seal without a list', 130, 8, 4],
    ['the last of all', LAST, 22, 5],
  ])('are no more than %s asks for', async (_which, sequence, segment, seal) => {
    const { pack } = await packed([sequence]);
    const key = seals[seal] ?? '';
    expect([...pack.keys()].sort()).toEqual([
      `proofs/${SHARD}/${digits(sequence)}.json`,
      `proofs/${SHARD}/${digits(sequence)}.path`,
      `records/${SHARD}/${digits(sequence)}.json`,
      key,
      signatureKey(key),
      `segments/${SHARD}/${digits(segment)}.json`,
      `segments/${SHARD}/${digits(segment)}.path`,
    ]);
    expect(pack.get(key)).toEqual(made.files.get(key));
    expect(pack.get(signatureKey(key))).toEqual(made.files.get(signatureKey(key)));
  });

  it('say of a segment what its hash is made of, and nothing of where S3 keeps it', async () => {
    const { pack } = await packed([1]);
    const entry = JSON.parse(textOf(pack, `segments/${SHARD}/${digits(1)}.json`));
    expect(entry).toMatchObject({ number: 1, first: 1, count: 20 });
    expect(entry).not.toHaveProperty('versionId');
  });

  it('hold all seals of the period, from its first instant up to and without its last', async () => {
    const { from, to } = sealAt(2);
    expect(sealsOf((await packed([], { from, to })).pack.keys())).toEqual([seals[2]]);
    const wider = { from: sealAt(1).from, to: new Date(Date.parse(to) + 1).toISOString() };
    expect(sealsOf((await packed([], wider)).pack.keys())).toEqual(seals.slice(1, 4));
    const { pack } = await packed([1], { from, to });
    expect(sealsOf(pack.keys())).toEqual([seals[0], seals[2]]);
    expect(pack.size).toBe(2 * 2 + 5);
  });

  it('are not asked for where only a seal of the period is wanted', async () => {
    const files: Files = new Map([...made.files].filter(([key]) => !key.startsWith('evidence/')));
    const { from, to } = sealAt(4);
    expect([...(await packed([], { from, to }, files)).pack.keys()]).toEqual([
      seals[4],
      signatureKey(seals[4] ?? ''),
    ]);
  });

  it('name the version of a segment that its seal names', async () => {
    const proof = parseProofFile(textOf((await packed([1])).pack, `proofs/${SHARD}/${digits(1)}.json`));
    expect(proof?.proof.segment.versionId).toMatch(/./);
    expect(proof?.proof.segment).toEqual(sealAt(0).segments.list?.[0]);
  });

  it('are missing of what no seal covers yet', async () => {
    const { pack, left } = await packed([LAST, LAST + 1, LAST + 90]);
    expect(left).toEqual([LAST + 1, LAST + 90]);
    expect(named(pack, 'records', '.json')).toEqual([recordName(home, LAST)]);
  });
});

describe('an archive that cannot prove a record gives none', () => {
  const segmentNumbered = (number: number): string =>
    [...made.files.keys()].find(
      (key) => key.startsWith(`evidence/${SHARD}/`) && key.includes(digits(number)),
    ) ?? '';

  it.each<[string, number, (files: Files) => unknown, RegExp]>([
    [
      'a seal that is none',
      1,
      (files) => files.set(seals[0] ?? '', Buffer.from('{}')),
      /^seals\/.* is no seal; verify the archive first$/,
    ],
    [
      'a segment in the place of another',
      130,
      (files) => copy(files, segmentNumbered(9), segmentNumbered(10)),
      /^seals\/.* does not cover the segments that are there; verify the archive first$/,
    ],
    [
      'no segment where its seal lists it',
      1,
      (files) => files.set(segmentNumbered(1), Buffer.from('nonsense')),
      /^evidence\/.*-000000000001\..* is no segment; verify the archive first$/,
    ],
    [
      'no segment where its seal lists none',
      130,
      (files) => files.set(segmentNumbered(9), Buffer.from('nonsense')),
      /^evidence\/.*-000000000009\..* is no segment; verify the archive first$/,
    ],
    [
      'a segment whose first line says nothing',
      130,
      (files) => files.set(segmentNumbered(9), gzipSync('{}\n{}\n')),
      /^evidence\/.*-000000000009\..* is no segment; verify the archive first$/,
    ],
    [
      'a segment that is gone',
      1,
      (files) => files.delete(segmentNumbered(1)),
      /^no file evidence\/111122223333\/eu-central-1\/.*-000000000001\./,
    ],
  ])('%s', async (_what, sequence, change, words) => {
    const files: Files = new Map(made.files);
    change(files);
    await expect(packed([sequence], never, files)).rejects.toThrow(words);
  });
});
