import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../engine/evidence/report.ts';
import { buildSegment } from '../../../engine/evidence/segment.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, home, recordAt, rewrite, sourceOf } from './archive.ts';
import { at, chainOf, type Hour, sealOf, segmentOf, signer, verified, wordsOf, wordy } from './chain.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

const SHARD = '111122223333/eu-central-1';
const waiting: Hour = { isUnsealed: true };
const NOT_FOLLOWING = 'it is newer than the last seal and does not follow segment 1';
const NOT_OURS = 'it is not sealed yet, and not a segment as we write them';

/** How many are said to wait for their seal. */
const waitingIn = ({ notes }: VerifyReport): number =>
  notes.reduce(
    (sum, { kind, message }) => sum + (kind === 'not-sealed-yet' ? Number.parseInt(message, 10) : 0),
    0,
  );

/** What is said where none of those left over waits for its seal. */
async function wordsOfNone(files: Files): Promise<readonly string[]> {
  const report = await verified(files);
  expect(waitingIn(report)).toBe(0);
  return wordsOf(report);
}

describe('segments that wait for their seal', () => {
  it('are noted, and prove nothing', async () => {
    const report = await verified(await chainOf([{}, { segments: 3, isUnsealed: true }]));
    expect(report).toMatchObject({ status: 'proven', counts: { segments: 1 }, provenUntil: at(1) });
    expect(report.notes).toMatchObject([
      {
        kind: 'not-sealed-yet',
        key: `evidence/${SHARD}/`,
        message: `3 segments of ${SHARD} are newer than its last seal: well-formed, and not proven`,
      },
      { kind: 'tail-not-proven' },
    ]);
  });

  it.each<[string, Hour, boolean]>([
    ['is the next', {}, true],
    ['was closed five minutes before the seal ends', { closedAt: at(1 - 5 / 60) }, true],
    ['was closed before that', { closedAt: '2026-03-01T20:54:59.999Z' }, false],
    ['has a later number', { writing: { nextSegment: 3 } }, false],
    ['has a later record', { writing: { nextSequence: 4 } }, false],
    ['follows another segment', { writing: { previousSegment: 'c'.repeat(64) } }, false],
  ])('follow the last seal, or are put in: one %s', async (_name, hour, isFollowing) => {
    const report = await verified(await chainOf([{}, { ...waiting, ...hour }]));
    const key = segmentOf(hour.writing?.nextSegment ?? 2);
    expect(wordsOf(report)).toEqual(isFollowing ? [] : [`segment-inserted ${key}: ${NOT_FOLLOWING}`]);
    expect(waitingIn(report)).toBe(isFollowing ? 1 : 0);
  });

  it('may be all that there is', async () => {
    const report = await verified(await chainOf([waiting]));
    expect(wordsOf(report)).toContain(
      `seal-missing seals/${SHARD}/: no seal covers ${SHARD}: nothing of it is proven`,
    );
    expect(waitingIn(report)).toBe(1);
  });

  it('need not follow one that was changed', async () => {
    const files = await chainOf([{}, waiting]);
    flip(files, segmentOf(1), 4);
    const report = await verified(files);
    expect(wordsOf(report)).toEqual([expect.stringMatching(/^segment-changed /)]);
    expect(waitingIn(report)).toBe(1);
  });

  it('follow one another', async () => {
    const files = await chainOf([{}, { segments: 2, isUnsealed: true }]);
    files.delete(segmentOf(2));
    expect(await wordsOfNone(files)).toEqual([`segment-inserted ${segmentOf(3)}: ${NOT_FOLLOWING}`]);
  });

  it.each<[string, (files: Files) => unknown]>([
    ['nothing that is a segment', (files) => files.set(segmentOf(2), Buffer.from('nonsense'))],
    [
      'no segment, though in the envelope that we write',
      (files) => {
        const bytes = gzipSync('nonsense\n');
        bytes.set(bytesOf(files, segmentOf(2)).subarray(0, 10));
        files.set(segmentOf(2), bytes);
      },
    ],
    ['nothing in the envelope that we write', (files) => flip(files, segmentOf(2), 4)],
  ])('are named where they are %s', async (_name, attack) => {
    const files = await chainOf([{}, waiting]);
    attack(files);
    expect(await wordsOfNone(files)).toEqual([`segment-changed ${segmentOf(2)}: ${NOT_OURS}`]);
  });

  const edited = (files: Files, change: (line: string) => string) => {
    const before = bytesOf(files, segmentOf(2));
    const bytes = Uint8Array.from(rewrite(before, (lines) => lines.map(change)));
    bytes.set(before.subarray(0, 10));
    files.set(segmentOf(2), bytes);
  };

  it('are named where they are of a version that is to come', async () => {
    const files = await chainOf([{}, waiting]);
    edited(files, (line) => line.replace('assay.segment/1', 'assay.segment/2'));
    expect(await wordsOfNone(files)).toEqual([
      `record-newer-version ${segmentOf(2)}: it has the version assay.segment/2; this version reads assay.segment/1`,
    ]);
  });

  it('are named where their records are at fault', async () => {
    const files = await chainOf([{}, waiting]);
    edited(files, (line) => line.replace('assay.evidence/1', 'assay.evidence/2'));
    expect(wordsOf(await verified(files))).toEqual([
      `record-newer-version ${segmentOf(2)}: record 3: it has the version assay.evidence/2; this version reads assay.evidence/1: update before verifying`,
    ]);
  });

  it('are named under another name', async () => {
    const files = await chainOf([{}, waiting]);
    rename(files, segmentOf(2), segmentOf(9));
    expect(await wordsOfNone(files)).toEqual([
      `renamed ${segmentOf(9)}: it is the segment ${segmentOf(2)} under another name`,
    ]);
  });

  it('are told in the order of their numbers', async () => {
    const files = await chainOf([{}, { segments: 10, isUnsealed: true }]);
    expect((await verified(new Map([...files].reverse()))).problems).toEqual([]);
  });

  it('are named where one cannot be read', async () => {
    const files = await chainOf([{}, waiting]);
    const { list, read } = sourceOf(files);
    const broken = (key: string) => (key === segmentOf(2) ? Promise.reject('torn') : read(key));
    const report = await verifyArchive({ list, read: broken }, { publicKeyPem: signer.publicKeyPem });
    expect(waitingIn(report)).toBe(0);
    expect(wordsOf(report)).toEqual([`unreadable ${segmentOf(2)}: it is listed but cannot be read: torn`]);
  });
});

describe('segments that were put in', () => {
  /** A well-formed one on a day of its own, with a number that another has. */
  function insert(files: Files, number: number): string {
    const closedAt = '2026-03-02T12:00:00.000Z';
    const records = [{ ...recordAt(new Date(closedAt), 1), sequence: 1 }];
    const { bytes, entry } = buildSegment({ ...home, number, previous: null, closedAt, records });
    files.set(entry.key, bytes);
    return `segment-inserted ${entry.key}: no seal names it, and the seals of its time are complete`;
  }

  it('are named where the seals of their time are complete', async () => {
    const files = await chainOf([{}]);
    const words = insert(files, 1);
    expect(await wordsOfNone(files)).toEqual([words]);
  });

  it('are named where the seals of their time are complete, though the last seal is broken', async () => {
    const files = await chainOf([{}, {}]);
    const words = insert(files, 1);
    flip(files, sealOf(2).replace('.json', '.sig'), 30);
    expect((await wordsOfNone(files)).slice(1)).toEqual([words]);
  });

  it('are named where they belong elsewhere, and once', async () => {
    const files = await chainOf([{}, {}]);
    const [moved, copied] = [segmentOf(7), segmentOf(8)];
    rename(files, segmentOf(1), moved);
    copy(files, segmentOf(2), copied);
    expect(await wordsOfNone(files)).toEqual([
      `renamed ${moved}: it is ${segmentOf(1)} under another name`,
      `segment-inserted ${copied}: no seal names it: it holds segment 2, which belongs at ${segmentOf(2)}`,
    ]);
  });

  it('are named once where no seal lists the one that they are', async () => {
    const files = await chainOf([{ segments: 2 }], wordy);
    rename(files, segmentOf(1), segmentOf(7));
    expect((await wordsOfNone(files)).filter((words) => words.includes('000001.'))).toEqual([
      `renamed ${segmentOf(7)}: it is the segment ${segmentOf(1)} under another name`,
    ]);
  });

  it('take nothing away from what is missing besides', async () => {
    const files = await chainOf([{}, {}]);
    files.delete(segmentOf(1));
    rename(files, segmentOf(2), segmentOf(7));
    expect(await wordsOfNone(files)).toEqual([
      `segment-missing ${segmentOf(1)}: a seal names it and it is not there`,
      `renamed ${segmentOf(7)}: it is ${segmentOf(2)} under another name`,
    ]);
  });

  it('are not blamed on their own where their seal is broken or missing', async () => {
    const files = await chainOf([{}, {}, {}]);
    files.delete(sealOf(2));
    files.delete(sealOf(2).replace('.json', '.sig'));
    expect((await verified(files)).problems).toMatchObject([{ kind: 'gap-in-time', key: sealOf(3) }]);
    const tail = await chainOf([{}, {}]);
    flip(tail, sealOf(2).replace('.json', '.sig'), 30);
    expect(await wordsOfNone(tail)).toEqual([expect.stringMatching(/^signature-invalid /)]);
  });

  it('are named under a broken seal where they are no segments', async () => {
    const files = await chainOf([{}, {}]);
    flip(files, sealOf(2).replace('.json', '.sig'), 30);
    files.set(segmentOf(2), Buffer.from('nonsense'));
    expect((await verified(files)).problems).toMatchObject([
      { kind: 'signature-invalid' },
      { kind: 'segment-changed', key: segmentOf(2), message: NOT_OURS },
    ]);
  });
});

describe('files outside the layout', () => {
  it('are read only where something is missing that they could be', async () => {
    const files = await chainOf([{}]);
    const read: string[] = [];
    const source = {
      list: () => [...files.keys(), 'notes.txt', 'folder/'],
      read: async (key: string) => {
        read.push(key);
        return files.get(key) ?? new Uint8Array();
      },
    };
    const report = await verifyArchive(source, { publicKeyPem: signer.publicKeyPem });
    expect(wordsOf(report)).toEqual([
      'foreign-file folder/: it does not belong to an evidence archive',
      'foreign-file notes.txt: it does not belong to an evidence archive',
    ]);
    expect(read).not.toContain('notes.txt');
    files.delete(segmentOf(1));
    await verifyArchive(source, { publicKeyPem: signer.publicKeyPem });
    expect(read).toContain('notes.txt');
    expect(read).not.toContain('folder/');
  });

  it('are named for what is missing, one for each that is', async () => {
    const files = await chainOf([{}]);
    copy(files, segmentOf(1), 'b.gz');
    rename(files, segmentOf(1), 'a.gz');
    expect(wordsOf(await verified(files))).toEqual([
      `renamed a.gz: it is ${segmentOf(1)} under another name`,
      'foreign-file b.gz: it does not belong to an evidence archive',
    ]);
  });

  it('take away no problem of another kind', async () => {
    const files = await chainOf([{}]);
    rename(files, 'public-key.pem', 'key.pem');
    expect(wordsOf(await verified(files))).toEqual([
      'public-key-differs public-key.pem: it is missing',
      'renamed key.pem: it is public-key.pem under another name',
    ]);
  });
});
