import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { leafHash, toHex } from '../../../engine/evidence/merkle.ts';
import { type Proof, proofText, proveRecord, verifyProof } from '../../../engine/evidence/proof.ts';
import { buildSeal, parseSeal } from '../../../engine/evidence/seal.ts';
import type { SegmentEntry } from '../../../engine/evidence/segment.ts';
import { normalSignature } from '../../../engine/evidence/signature.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import { away, type Files, home, makeArchive, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';

const made = await makeArchive();
const source = sourceOf(made.files);
const key = made.signer.publicKeyPem;

async function proven(sequence: number, shard = home as typeof home | typeof away) {
  const found = await proveRecord(source, { ...shard, sequence });
  if (!found) throw new Error(`no proof of record ${sequence}`);
  return found;
}

describe('the proof of one record', () => {
  it.each([
    1, 20, 21, 40, 41, 125, 126, 200, 365, 366, 410,
  ])('of sequence %i holds alone, under 4 kB', async (sequence) => {
    const { proof, line } = await proven(sequence);
    expect(JSON.parse(line)).toMatchObject({ sequence });
    const handedOver: Proof = JSON.parse(proofText(proof));
    expect(verifyProof(handedOver, line, key)).toMatchObject({ ok: true, record: { sequence } });
    expect(proofText(proof).length).toBeLessThan(4096);
  });

  it('is of the shard that was asked for', async () => {
    const { proof } = await proven(3, away);
    expect(proof.seal.region).toBe('us-east-1');
  });

  it.each([0, 411, -1])('does not exist for sequence %i, which no seal covers', async (sequence) => {
    expect(await proveRecord(source, { ...home, sequence })).toBeUndefined();
  });

  it('is not given where the archive was changed', async () => {
    const files = new Map(made.files);
    const [segment = ''] = [...files.keys()].filter((name) => name.includes('segment-000000000009'));
    files.set(segment, files.get(segment.replace('09.ndjson', '10.ndjson')) ?? new Uint8Array());
    await expect(proveRecord(sourceOf(files), { ...home, sequence: 150 })).rejects.toThrow(
      /verify the archive/,
    );
  });

  it('is not given where another segment under its seal was changed', async () => {
    const files = new Map(made.files);
    const [segment = '', next = ''] = ['09', '10'].map((number) =>
      [...files.keys()].find((name) => name.includes(`segment-0000000000${number}`)),
    );
    files.set(segment, files.get(next) ?? new Uint8Array());
    await expect(proveRecord(sourceOf(files), { ...home, sequence: 200 })).rejects.toThrow(
      'seals/111122223333/eu-central-1/20260302T010000Z.json does not cover the segments that are there; verify the archive to see what is wrong',
    );
  });

  it.each<[string, Uint8Array]>([
    ['is no gzip', Buffer.from('nonsense')],
    ['has no header', gzipSync('nonsense\n')],
  ])('is not given where a segment %s', async (_name, bytes) => {
    const files = new Map(made.files);
    const segment = [...files.keys()].find((name) => name.includes('segment-000000000009')) ?? '';
    files.set(segment, bytes);
    await expect(proveRecord(sourceOf(files), { ...home, sequence: 200 })).rejects.toThrow(
      `${segment} is no segment; verify the archive to see what is wrong`,
    );
  });

  it('is given beside a seal that nobody can read', async () => {
    const files = new Map(made.files);
    const seal = [...files.keys()].find((name) => name.startsWith('seals/') && name.endsWith('.json')) ?? '';
    files.set(seal, Buffer.from('nonsense'));
    const asked = { ...home, sequence: 200 };
    const proven = await proveRecord(sourceOf(files), asked);
    expect(proven).toEqual(await proveRecord(sourceOf(made.files), asked));
    expect(JSON.parse(proven?.line ?? '')).toHaveProperty('sequence', 200);
  });

  it('is given of all that seals cover which can be read, whichever two cannot', async () => {
    const edges = [1, 40, 41, 95, 96, 125, 126, 365, 366, 410];
    const isSeal = (name: string) => name.startsWith(`seals/${home.account}/${home.region}/`);
    const seals = [...made.files.keys()].filter((name) => isSeal(name) && name.endsWith('.json')).sort();
    expect(seals).toHaveLength(6);
    for (const [index, one] of seals.entries()) {
      const broken = [one, seals[(index + 3) % 6] ?? ''];
      const files = new Map(made.files);
      for (const name of broken) files.set(name, Buffer.from('nonsense'));
      const lost = broken.map((name) => parseSeal(made.files.get(name) ?? new Uint8Array())?.records);
      const isLost = (sequence: number) =>
        lost.some((range) => range && sequence >= range.first && sequence < range.first + range.count);
      for (const sequence of edges) {
        const found = await proveRecord(sourceOf(files), { ...home, sequence });
        expect(found && JSON.parse(found.line).sequence).toBe(isLost(sequence) ? undefined : sequence);
      }
    }
  });

  it('is not given where a segment under its seal is missing, which is named', async () => {
    const files = new Map(made.files);
    const name = (number: string) =>
      [...files.keys()].find((key) => key.includes(`segment-0000000000${number}`));
    const segment = name('09') ?? '';
    files.delete(segment);
    await expect(proveRecord(sourceOf(files), { ...home, sequence: 200 })).rejects.toThrow(
      `no file ${segment}`,
    );
  });

  it('does not exist for a shard that is not there', async () => {
    expect(await proveRecord(source, { account: '999999999999', region: 'x', sequence: 1 })).toBeUndefined();
  });

  it('is given where a segment was closed the day before its seal', async () => {
    const files: Files = new Map();
    let now = Date.parse('2026-03-01T23:30:00.000Z');
    const writer = createArchiveWriter({
      store: storeIn(files),
      signer: made.signer,
      clock: () => new Date(now),
      packDigest: () => 'a'.repeat(64),
      recordsPerSegment: 1,
    });
    await writer.append(home, [recordAt(new Date(now), 1)]);
    now = Date.parse('2026-03-02T00:00:00.000Z');
    await writer.seal();
    const { proof } = (await proveRecord(sourceOf(files), { ...home, sequence: 1 })) ?? {};
    expect(proof?.segment.key).toContain('/2026/03/01/');
    expect(proof?.seal.to).toBe('2026-03-02T00:00:00.000Z');
  });

  it.each<[string, (proof: Proof, line: string) => [Proof, string], RegExp]>([
    ['another record', (proof, line) => [proof, line.replace('notebook', 'notebooc')], /not in its segment/],
    ['white space in the record', (proof, line) => [proof, `${line} `], /not in its segment/],
    [
      'another place',
      (proof, line) => [{ ...proof, record: { ...proof.record, index: 0 } }, line],
      /not in its segment/,
    ],
    [
      'another size',
      (proof, line) => [{ ...proof, record: { ...proof.record, size: 64 } }, line],
      /not in its segment/,
    ],
    [
      'a shorter path',
      (proof, line) => [{ ...proof, record: { ...proof.record, path: proof.record.path.slice(1) } }, line],
      /not in its segment/,
    ],
    [
      'another segment',
      (proof, line) => [{ ...proof, segment: { ...proof.segment, count: 21 } }, line],
      /not under its seal/,
    ],
    [
      'another position',
      (proof, line) => [{ ...proof, position: { ...proof.position, index: 0 } }, line],
      /not under its seal/,
    ],
    [
      'another seal',
      (proof, line) => [{ ...proof, seal: { ...proof.seal, to: proof.seal.from } }, line],
      /not signed/,
    ],
    ['another signature', (proof, line) => [{ ...proof, signature: 'AAAA' }, line], /not signed/],
    [
      'a newer version',
      (proof, line) => [{ ...proof, schema: 'assay.proof/2' } as unknown as Proof, line],
      /update/,
    ],
    [
      'a seal of a newer version',
      (proof, line) => [
        { ...proof, seal: { ...proof.seal, schema: 'assay.seal/2' } } as unknown as Proof,
        line,
      ],
      /^it has the version assay.proof\/1 with assay.seal\/2; update before verifying$/,
    ],
    ['nothing in it', (_, line) => [{} as Proof, line], /^it is no proof: ./],
  ])('fails with %s', async (_, change, because) => {
    const { proof, line } = await proven(200);
    const result = verifyProof(...change(proof, line), key);
    expect(result).toEqual({ ok: false, because: expect.stringMatching(because) });
  });

  // Of several sizes a tree may have, the path of its first leaf is the same.
  it.each<[string, (proof: Proof) => Proof, string]>([
    [
      'segment',
      (proof) => ({ ...proof, record: { ...proof.record, size: proof.record.size + 1 } }),
      'the record is not in its segment: it or the proof was changed',
    ],
    [
      'seal',
      (proof) => ({ ...proof, position: { ...proof.position, size: proof.position.size + 1 } }),
      'its segment is not under its seal',
    ],
  ])('fails with another size of its %s, though the path leads to the root', async (_, change, because) => {
    const { proof, line } = await proven(126);
    expect(proof).toMatchObject({ record: { index: 0, size: 20 }, position: { index: 0, size: 12 } });
    expect(verifyProof(change(proof), line, key)).toEqual({ ok: false, because });
  });

  it('holds under one of several keys', async () => {
    const { proof, line } = await proven(200);
    const [other, another] = [testSigner().publicKeyPem, testSigner().publicKeyPem];
    expect(verifyProof(proof, line, [other, key])).toMatchObject({ ok: true });
    expect(verifyProof(proof, line, [other, another])).toMatchObject({ ok: false });
  });

  it('fails under another key, and under none', async () => {
    const { proof, line } = await proven(200);
    expect(verifyProof(proof, line, testSigner().publicKeyPem)).toEqual({
      ok: false,
      because: 'its seal is not signed by the key you brought',
    });
    expect(verifyProof(proof, line, 'none')).toEqual({
      ok: false,
      because: 'the public key you brought is no P-256 public key in PEM',
    });
  });
});

describe('what the key’s holder signed, and is no evidence of ours', () => {
  /** A proof of one line, under a seal that says that its only segment is the first. */
  async function signed(line: string, segment: Partial<SegmentEntry> = {}): Promise<Proof> {
    const hash = '0'.repeat(64);
    const root = toHex(leafHash(Buffer.from(line)));
    const entry = {
      number: 1,
      key: 'k',
      compressed: hash,
      content: hash,
      count: 1,
      first: 1,
      root,
      ...segment,
    };
    const bytes = buildSeal({
      ...home,
      number: 1,
      previous: null,
      from: '2026-03-01T20:00:00.000Z',
      to: '2026-03-01T21:00:00.000Z',
      created: '2026-03-01T21:00:00.000Z',
      firstSegment: 1,
      firstRecord: 1,
      segments: [entry],
      packDigest: 'a'.repeat(64),
      newestCloudTrailDigest: null,
      others: [],
      signer: made.signer,
    });
    const seal = parseSeal(bytes);
    if (!seal) throw new Error('the seal of the test is none');
    const alone = { index: 0, size: 1, path: [] };
    const signature = normalSignature(await made.signer.sign(bytes));
    return {
      schema: 'assay.proof/1',
      record: alone,
      segment: entry,
      position: alone,
      seal,
      signature: Buffer.from(signature).toString('base64'),
    };
  }

  const line = JSON.stringify({ schema: 'assay.evidence/1' });

  it('is told from what is', async () => {
    expect(verifyProof(await signed(line), line, key)).toMatchObject({
      ok: true,
      record: { schema: 'assay.evidence/1' },
    });
  });

  it.each([
    ['{"schema":"assay.evidence/2"}', 'assay.evidence/2'],
    ['nonsense', 'undefined'],
  ])('the record %s', async (other, version) => {
    expect(verifyProof(await signed(other), other, key)).toEqual({
      ok: false,
      because: `the record has the version ${version}; update before verifying`,
    });
  });

  it('a segment with the number of another', async () => {
    expect(verifyProof(await signed(line, { number: 2 }), line, key)).toEqual({
      ok: false,
      because: 'its segment is not under its seal',
    });
  });
});
