import { describe, expect, it } from 'vitest';
import { proofText, proveRecord, verifyProof } from '../../../engine/evidence/proof.ts';
import { parseProofFile, proofFile } from '../../../engine/evidence/proof-file.ts';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { sealBytes } from '../../../engine/evidence/seal.ts';
import { newState, type ShardState, writeSeal, writeSegment } from '../../../engine/evidence/shard.ts';
import { type Files, home, makeArchive, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';

const { files, signer } = await makeArchive();
const proven = await proveRecord(sourceOf(files), { ...home, sequence: 200 });
if (!proven) throw new Error('the test archive cannot prove its record');
const text = proofFile(proven);

describe('the file of a proof', () => {
  it('holds the proof and the stored line, as they were', () => {
    const read = parseProofFile(text);
    expect(read).toEqual(JSON.parse(JSON.stringify(proven)));
    expect(text.split('\n')).toEqual([expect.stringMatching(/}$/), '']);
    expect(read && verifyProof(read.proof, read.line, signer.publicKeyPem)).toMatchObject({ ok: true });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a list', '[]'],
    ['no line', JSON.stringify(proven.proof)],
    ['a line that is an object', JSON.stringify({ ...proven.proof, line: {} })],
    ['another kind of file', JSON.stringify({ schema: 'assay.seal/1', line: '' })],
  ])('is none with %s', (_name, other) => {
    expect(parseProofFile(other)).toBeUndefined();
  });
});

const REGION = 'ap-southeast-12';
const long = { account: '111122223333', region: REGION };
/** As long as ARNs of multi-Region keys are, in the partition with the longest name. */
const wordy = {
  ...testSigner(),
  keyId: `arn:aws-iso-b:kms:${REGION}:111122223333:key/mrk-${'0123456789abcdef'.repeat(2)}`,
};
const hash = 'f'.repeat(64);

/**
 * The largest proofs that an archive of a million records leads to: numbers of seven digits, four other Regions in the seal,
 * a digest of CloudTrail, and as many segments as a seal takes, or one. 8,192 records are more than a segment of ten
 * messages of the queue can hold.
 */
async function largestProof({ segments, records }: { segments: number; records: number }) {
  const written: Files = new Map();
  const store = storeIn(written, 'v'.repeat(32));
  const begun = {
    ...newState(long, new Date('2026-03-01T20:00:00.000Z')),
    nextSequence: 990_001,
    nextSegment: 990_001,
    nextSeal: 99_001,
  };
  let state: ShardState = { ...begun, previousSegment: hash, previousSeal: hash };
  const closedAt = '2026-03-01T20:30:00.000Z';
  const some: UnsequencedRecord[] = Array.from({ length: records }, (_, index) =>
    recordAt(new Date(closedAt), index),
  );
  for (let segment = 0; segment < segments; segment += 1) {
    state = await writeSegment(store, state, {
      records: segment === 1 || segments === 1 ? some : some.slice(0, 1),
      closedAt,
    });
  }
  const others = [1, 2, 3, 4].map((index) => ({
    account: '111122223333',
    region: `ap-southeast-${index}`,
    number: 99_000,
    seal: hash,
  }));
  const moment = {
    to: '2026-03-01T21:00:00.000Z',
    created: '2026-03-01T21:00:00.123Z',
    others,
    newestDigest: hash,
  };
  await writeSeal({ store, signer: wordy, packDigest: () => hash }, state, moment);
  const sequence = segments === 1 ? 990_001 : 990_002;
  const made = await proveRecord(sourceOf(written), { ...long, sequence });
  if (!made) throw new Error('no proof of the test record');
  return made;
}

describe('a proof, without its record, of an archive of a million', () => {
  it.each([
    ['one segment in its seal, which lists it', { segments: 1, records: 8192 }],
    ['two segments in its seal', { segments: 2, records: 8192 }],
    ['sixteen', { segments: 16, records: 8192 }],
    ['as many as a seal takes at most', { segments: 128, records: 8192 }],
  ])('is under 4 kB with %s', async (_name, sizes) => {
    const { proof, line } = await largestProof(sizes);
    expect(verifyProof(proof, line, wordy.publicKeyPem)).toMatchObject({ ok: true });
    expect(proof.record.path.length).toBe(13);
    expect(sealBytes(proof.seal).length).toBeGreaterThan(1000);
    expect(proofText(proof).length).toBeLessThan(4000);
  });
});
