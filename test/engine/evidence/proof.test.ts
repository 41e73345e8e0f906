import { describe, expect, it } from 'vitest';
import { type Proof, proofText, proveRecord, verifyProof } from '../../../engine/evidence/proof.ts';
import { away, home, makeArchive, sourceOf, testSigner } from './archive.ts';

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
    ['nothing in it', (_, line) => [{} as Proof, line], /no proof/],
  ])('fails with %s', async (_, change, because) => {
    const { proof, line } = await proven(200);
    const result = verifyProof(...change(proof, line), key);
    expect(result).toEqual({ ok: false, because: expect.stringMatching(because) });
  });

  it('fails under another key, and under none', async () => {
    const { proof, line } = await proven(200);
    expect(verifyProof(proof, line, testSigner().publicKeyPem)).toMatchObject({ ok: false });
    expect(verifyProof(proof, line, 'none')).toMatchObject({ ok: false });
  });
});
