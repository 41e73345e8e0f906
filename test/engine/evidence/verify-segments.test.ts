import { describe, expect, it } from 'vitest';
import { merkleRoot, toHex } from '../../../engine/evidence/merkle.ts';
import { parseSeal, type Seal, sealBytes } from '../../../engine/evidence/seal.ts';
import { entryOf, openSegment, type SegmentEntry, segmentHash } from '../../../engine/evidence/segment.ts';
import { normalSignature } from '../../../engine/evidence/signature.ts';
import { likelyKey } from '../../../engine/evidence/verify-segments.ts';
import { type Files, rewrite } from './archive.ts';
import { at, chainOf, type Hour, sealOf, segmentOf, signer, verified, wordsOf, wordy } from './chain.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

async function resealed(files: Files, key: string, change: (seal: Seal) => Seal): Promise<Files> {
  const seal = parseSeal(bytesOf(files, key));
  if (!seal) throw new Error('the seal of the test is none');
  const bytes = sealBytes(change(seal));
  files.set(key, bytes);
  files.set(key.replace('.json', '.sig'), normalSignature(await signer.sign(bytes)));
  return files;
}

function entryIn(files: Files, key: string): SegmentEntry {
  const bytes = bytesOf(files, key);
  const { header, content } = openSegment(bytes);
  if (!header || !content) throw new Error('the segment of the test is none');
  return entryOf({ header, content, bytes });
}

const rooted = (seal: Seal, entries: readonly SegmentEntry[]): Seal['segments'] => ({
  ...seal.segments,
  root: toHex(merkleRoot(entries.map(segmentHash))),
});

const CHANGED = 'its content or its compressed bytes are not what was sealed';

describe.each([
  ['with a list of them', signer],
  ['with a root over them alone', wordy],
])('segments under a seal %s', (_name, by) => {
  it('are proven', async () => {
    const files = await chainOf([{ segments: 3 }, {}], by);
    const list = parseSeal(bytesOf(files, sealOf(1)))?.segments.list;
    expect(list === undefined).toBe(by === wordy);
    expect(await verified(files)).toMatchObject({ status: 'proven', counts: { segments: 4, records: 8 } });
  });

  it.each<[string, readonly Hour[], readonly string[]]>([
    [
      'follow another',
      [{}, { writing: { previousSegment: 'c'.repeat(64) } }],
      [`chain-broken ${segmentOf(2)}: it does not follow the segment before it: it names ${'c'.repeat(64)}`],
    ],
    [
      'follow none',
      [{}, { writing: { previousSegment: null } }],
      [`chain-broken ${segmentOf(2)}: it does not follow the segment before it: it names none`],
    ],
    [
      'follow one where they are the first',
      [{ writing: { previousSegment: 'c'.repeat(64) } }],
      [`chain-broken ${segmentOf(1)}: it does not follow the segment before it: it names ${'c'.repeat(64)}`],
    ],
    [
      'were closed outside its period',
      [{ closedAt: '2026-03-01T21:05:00.001Z' }],
      [
        `clock-skew ${segmentOf(1)}: it was closed at 2026-03-01T21:05:00.001Z, outside its seal's ${at(0)} to ${at(1)}`,
      ],
    ],
  ])('are named where they %s', async (_case, hours, words) => {
    expect(wordsOf(await verified(await chainOf(hours, by)))).toEqual(words);
  });

  it('are named where it counts other records', async () => {
    const files = await chainOf([{ segments: 2 }], by);
    await resealed(files, sealOf(1), (seal) => ({ ...seal, records: { first: 1, count: 7 } }));
    expect(wordsOf(await verified(files))).toEqual([
      `sequence-gap ${sealOf(1)}: it counts 7 records, its segments hold 4`,
    ]);
  });

  it('may be of a version that is to come', async () => {
    const files = await chainOf([{}, {}], by);
    const header = bytesOf(files, segmentOf(1)).subarray(0, 10);
    const bytes = Uint8Array.from(
      rewrite(bytesOf(files, segmentOf(1)), (lines) =>
        lines.map((line) => line.replace('assay.segment/1', 'assay.segment/2')),
      ),
    );
    bytes.set(header);
    files.set(segmentOf(1), bytes);
    const entry = entryIn(files, segmentOf(1));
    await resealed(files, sealOf(1), (seal) => ({
      ...seal,
      segments: { ...rooted(seal, [entry]), ...(seal.segments.list && { list: [entry] }) },
    }));
    const message =
      'it has the version assay.segment/2; this version reads assay.segment/1: update before verifying';
    expect(wordsOf(await verified(files))).toContain(`record-newer-version ${segmentOf(1)}: ${message}`);
  });

  it('are no segments where something else lies in their place', async () => {
    const files = await chainOf([{}], by);
    files.set(segmentOf(1), Buffer.from('nonsense'));
    expect(wordsOf(await verified(files))).toEqual([
      `segment-changed ${segmentOf(1)}: its content is not what was sealed`,
    ]);
  });

  it('are not there where nothing is', async () => {
    const files = await chainOf([{ segments: 2 }, {}], by);
    files.delete(segmentOf(2));
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([`segment-missing ${segmentOf(2)}: a seal names it and it is not there`]);
    // A root alone says nothing of those that are there.
    expect(report.counts).toMatchObject(by === wordy ? { segments: 1 } : { segments: 2, records: 4 });
  });
});

describe('a seal with a list of its segments', () => {
  it('is named where its root is over others', async () => {
    const files = await chainOf([{ segments: 2 }, {}]);
    await resealed(files, sealOf(1), (seal) => ({
      ...seal,
      segments: { ...seal.segments, root: 'd'.repeat(64) },
    }));
    const report = await verified(files);
    expect(wordsOf(report)).toContain(
      `chain-broken ${sealOf(1)}: its list of segments and its root over them differ`,
    );
    expect(report.counts).toMatchObject({ segments: 3, records: 6 });
  });

  it('is not blamed for a segment that is not there', async () => {
    const files = await chainOf([{ segments: 2 }]);
    files.delete(segmentOf(1));
    expect(wordsOf(await verified(files))).toEqual([
      `segment-missing ${segmentOf(1)}: a seal names it and it is not there`,
    ]);
  });

  it('says that a segment was packed again, with the same records', async () => {
    const files = await chainOf([{}]);
    flip(files, segmentOf(1), 4);
    expect(wordsOf(await verified(files))).toEqual([
      `segment-changed ${segmentOf(1)}: its compressed bytes were changed; the records in it are the same`,
    ]);
  });

  it('finds what was sealed in a foreign file, where another has its place', async () => {
    const files = await chainOf([{}]);
    copy(files, segmentOf(1), 'old.gz');
    flip(files, segmentOf(1), 4);
    expect(wordsOf(await verified(files))).toEqual([
      `segment-changed ${segmentOf(1)}: its compressed bytes were changed; the records in it are the same`,
      `renamed old.gz: it is ${segmentOf(1)} under another name`,
    ]);
  });

  it('knows a segment that was changed, and put under another name', async () => {
    const files = await chainOf([{}]);
    const moved = segmentOf(1).replace('/03/01/', '/04/01/');
    rename(files, segmentOf(1), moved);
    flip(files, moved, 4);
    expect(wordsOf(await verified(files))).toEqual([
      `renamed ${moved}: it is the segment ${segmentOf(1)} under another name`,
    ]);
  });
});

describe('a seal with a root alone', () => {
  it.each([
    [1, 'notebook-1'],
    [2, 'notebook-1'],
    [3, 'notebook-2'],
  ])('tells by the next one that segment %i was changed', async (number, name) => {
    const files = await chainOf([{ segments: 3 }, {}], wordy);
    files.set(
      segmentOf(number),
      rewrite(bytesOf(files, segmentOf(number)), (lines) =>
        lines.map((line) => line.replace(name, 'notebook-9')),
      ),
    );
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([`segment-changed ${segmentOf(number)}: ${CHANGED}`]);
    expect(report.counts).toMatchObject({ segments: 1, records: 2 });
  });

  it('tells each of two that were changed', async () => {
    const files = await chainOf([{ segments: 4 }], wordy);
    for (const number of [1, 3]) flip(files, segmentOf(number), 4);
    expect(wordsOf(await verified(files))).toEqual(
      [1, 3].map((number) => `segment-changed ${segmentOf(number)}: ${CHANGED}`),
    );
  });

  it('proves nothing where that is over fewer than it counts', async () => {
    const files = await chainOf([{ segments: 2 }], wordy);
    const entry = entryIn(files, segmentOf(1));
    await resealed(files, sealOf(1), (seal) => ({ ...seal, segments: rooted(seal, [entry]) }));
    files.delete(segmentOf(2));
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([`segment-missing ${segmentOf(2)}: a seal names it and it is not there`]);
    expect(report.counts).toMatchObject({ segments: 0, records: 0 });
  });

  it('blames no neighbour of one that is not there', async () => {
    const files = await chainOf([{ segments: 3 }], wordy);
    files.delete(segmentOf(1));
    expect(wordsOf(await verified(files))).toEqual([
      `segment-missing ${segmentOf(1)}: a seal names it and it is not there`,
    ]);
  });

  it.each<[string, Hour]>([
    ['on the day on which it begins', { closedAt: at(3), moment: { to: at(5), created: at(5) } }],
    ['on the day on which it ends', { closedAt: at(4.5), moment: { to: at(5), created: at(5) } }],
    ['on a day between', { closedAt: at(28), moment: { to: at(53), created: at(53) } }],
  ])('finds a segment that was closed %s', async (_name, hour) => {
    expect(await verified(await chainOf([hour], wordy))).toMatchObject({ status: 'proven', problems: [] });
  });

  it('takes of two the one on the day on which it ends', async () => {
    const files = await chainOf([{ closedAt: at(4.5), moment: { to: at(5), created: at(5) } }], wordy);
    const [home, away] = ['/03/02/', '/02/28/'].map((day) => segmentOf(1).replace('/03/01/', day));
    if (!home || !away) throw new Error('the test has two days');
    copy(files, home, away);
    expect(wordsOf(await verified(files))).toEqual([
      `segment-inserted ${away}: no seal names it: it holds segment 1, which belongs at ${home}`,
    ]);
  });

  it('expects one that is not there on the day on which it ends', async () => {
    const files = await chainOf([{ closedAt: at(3), moment: { to: at(5), created: at(5) } }], wordy);
    files.delete(segmentOf(1));
    expect(wordsOf(await verified(files))).toEqual([
      `segment-missing ${segmentOf(1).replace('/03/01/', '/03/02/')}: a seal names it and it is not there`,
    ]);
  });
});

describe('where a segment is expected by a seal without a list', () => {
  const seal = {
    account: '111122223333',
    region: 'eu-central-1',
    from: '2026-03-01T22:00:00.000Z',
    to: '2026-03-02T02:00:00.000Z',
    segments: { first: 5, count: 3 },
  } as Seal;
  const [older, begin, end] = ['2026/02/28', '2026/03/01', '2026/03/02'] as const;
  const keyOn = (day: string, number: number): string =>
    `evidence/111122223333/eu-central-1/${day}/segment-${String(number).padStart(12, '0')}.ndjson.gz`;

  it.each<[string, number, readonly (readonly [number, readonly string[]])[], string]>([
    ['where it is, on the day on which the seal ends', 6, [[6, [begin, end]]], end],
    ['where it is, on the day on which the seal begins', 6, [[6, [older, begin]]], begin],
    ['where it is, on another day', 6, [[6, [older]]], older],
    ['on the day on which the seal ends, where nothing is', 6, [], end],
    ['beside the one before it', 6, [[5, [begin]]], begin],
    ['beside the one after it', 6, [[7, [begin]]], begin],
    [
      'on the later of two days',
      6,
      [
        [5, [begin]],
        [7, [end]],
      ],
      end,
    ],
    ['not beside the one before the seal', 5, [[4, [begin]]], end],
    ['not beside the one after the seal', 7, [[8, [begin]]], end],
    ['not beside one that is further away', 5, [[7, [begin]]], end],
    ['not on a day that the seal does not touch', 6, [[5, [older]]], end],
  ])('is %s', (_where, number, there, day) => {
    const segments = new Map(there.map(([each, days]) => [each, days.map((on) => keyOn(on, each))]));
    expect(likelyKey(seal, number, segments)).toBe(keyOn(day, number));
  });
});
