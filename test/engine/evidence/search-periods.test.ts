import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lookupKey } from '../../../engine/evidence/layout.ts';
import type { Lookup } from '../../../engine/evidence/lookup.ts';
import { type SearchOptions, searchRecords } from '../../../engine/evidence/search.ts';
import { newState, writeSeal, writeSegment } from '../../../engine/evidence/shard.ts';
import type { Files } from './archive.ts';
import { home, storeIn } from './archive.ts';
import { sealOf, segmentOf, signer } from './chain.ts';
import { addLookups } from './lookups.ts';
import { bytesOf } from './tamper.ts';
import { countedSource, evaluationOf } from './year.ts';

const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const at = (minute: number): string => new Date(BEGIN + minute * 60_000).toISOString();

/** A resource, and the minute in which it was judged. */
type Judged = readonly [name: string, minute: number];
/** What was stored in one hour, in its segments. */
type Hour = readonly (readonly Judged[])[];

/** A seal at the end of each hour, and a lookup beside it. */
async function archiveOf(hours: readonly Hour[]): Promise<Files> {
  const files: Files = new Map();
  const tools = { store: storeIn(files), signer, packDigest: () => 'a'.repeat(64) };
  let state = newState(home, new Date(BEGIN));
  for (const [hour, segments] of hours.entries()) {
    for (const judged of segments) {
      const records = judged.map(([name, minute]) => evaluationOf(name, ['root'], BEGIN + minute * 60_000));
      state = await writeSegment(tools.store, state, { records, closedAt: at(hour * 60 + 59) });
    }
    const to = at(hour * 60 + 60);
    state = await writeSeal(tools, state, { to, created: to, others: [], newestDigest: null });
  }
  return addLookups(files);
}

/** Keys of the lookups beside the seals of the first hours. */
const lookupOf = (hour: number): string => lookupKey(sealOf(hour + 1));

function rewritten(files: Files, hour: number, change: (lookup: Lookup) => object): void {
  const lookup = JSON.parse(Buffer.from(bytesOf(files, lookupOf(hour))).toString()) as Lookup;
  files.set(lookupOf(hour), Buffer.from(JSON.stringify({ ...lookup, ...change(lookup) })));
}

async function search(files: Files, { wanted = {}, ...options }: Partial<SearchOptions>) {
  const { source, read } = countedSource(files);
  const found: number[] = [];
  for await (const { sequence } of searchRecords(source, { wanted, ...options })) found.push(sequence);
  const segments = read
    .filter((key) => key.startsWith('evidence/'))
    .map((key) => Number(key.slice(-22, -10)));
  const lookups = read.flatMap((key) => (key.startsWith('lookup/') ? [key] : []));
  return { found, segments, lookups };
}

const hour = (number: number): Hour => [[['x', number * 60 + 10]], [['x', number * 60 + 20]]];
const hours = (count: number): Hour[] => Array.from({ length: count }, (_, number) => hour(number));

describe('a search under seals of several segments', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ['alone', [1], [1]],
    ['first', [2], [2]],
    ['last', [4], [2]],
    ['after', [5], [3]],
    ['twice', [3, 7], [2, 5]],
    ['end', [8], [6]],
    ['nobody', [], []],
  ])('reads the segments that hold %s, in order', async (name, found, segments) => {
    const files = await archiveOf([
      [
        [['alone', 1]],
        [
          ['first', 2],
          ['twice', 2],
          ['last', 3],
        ],
        [['after', 4]],
      ],
      [[['other', 61]], [['twice', 62]], [['end', 63]]],
    ]);
    expect(await search(files, { wanted: { resource: name } })).toMatchObject({ found, segments });
  });

  it('finds no record in them that their lookup hides, and finds it without lookups', async () => {
    const files = await archiveOf([
      [
        [
          ['x', 1],
          ['x', 2],
        ],
      ],
    ]);
    rewritten(files, 0, ({ resources }) => ({
      resources: resources.map((group) => ({ ...group, names: { x: [[0, 1]] } })),
    }));
    expect((await search(files, { wanted: { resource: 'x' } })).found).toEqual([2]);
    expect((await search(files, { wanted: { resource: 'x' }, isWithoutLookups: true })).found).toEqual([
      1, 2,
    ]);
  });
});

describe('a search in a period', () => {
  it('begins with what was sealed less than five minutes before', async () => {
    const files = await archiveOf([
      hour(0),
      [
        [
          ['x', 70],
          ['fast', 124],
        ],
      ],
      hour(2),
    ]);
    expect(await search(files, { from: at(124) })).toEqual({
      found: [4, 5, 6],
      segments: [3, 4, 5],
      lookups: [0, 1, 2].map(lookupOf),
    });
    expect(await search(files, { from: at(125) })).toEqual({
      found: [5, 6],
      segments: [4, 5],
      lookups: [1, 2].map(lookupOf),
    });
  });

  it('ends with the first seal of which all is later', async () => {
    expect(
      await search(await archiveOf([hour(0), hour(1), [[['x', 120]]], hour(3)]), { to: at(120) }),
    ).toEqual({
      found: [1, 2, 3, 4],
      segments: [1, 2, 3, 4],
      lookups: [0, 1, 2].map(lookupOf),
    });
  });

  it('finds what came late, in the hour after it or a later one', async () => {
    const late = await archiveOf([hour(0), hour(1), [[['x', 130]], [['x', 119]]], hour(3), hour(4)]);
    expect(await search(late, { to: at(120) })).toMatchObject({
      found: [1, 2, 3, 4, 6],
      lookups: [0, 1, 2, 3].map(lookupOf),
    });
    const later = await archiveOf([hour(0), [[['x', 115]]], [[['x', 109]]], hour(3)]);
    expect((await search(later, { to: at(110) })).found).toEqual([1, 2, 4]);
  });

  it('finds what came late behind what is later, in the segments that lookups point to', async () => {
    const files = await archiveOf([
      [
        [
          ['y', 50],
          ['x', 70],
        ],
        [['x', 55]],
      ],
    ]);
    const found = await search(files, { wanted: { resource: 'x' }, to: at(60) });
    expect(found).toMatchObject({ found: [3], segments: [1, 2] });
  });

  it('begins without lookups on the day of the clock that is furthest behind', async () => {
    const midnight = 4 * 60;
    const files = await archiveOf([...hours(3), [[['fast', midnight + 3]]], hour(4)]);
    const found = (minute: number) => search(files, { from: at(minute), isWithoutLookups: true });
    expect(await found(midnight + 2)).toMatchObject({
      found: [7, 8, 9],
      segments: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
    expect(await found(midnight + 5)).toMatchObject({ found: [8, 9], segments: [8, 9] });
  });

  it.each([
    ['first', 50, 70],
    ['last', 70, 50],
  ])('ends without lookups with the segment whose earliest record is past it, be it the %s', async (_name, ...minutes) => {
    const files = await archiveOf([
      [[['x', 10]]],
      [minutes.map((minute) => ['x', minute] as const), [['x', 55]], [['x', 61]]],
      hour(2),
    ]);
    expect(await search(files, { to: at(60), isWithoutLookups: true })).toMatchObject({
      found: minutes[0] === 50 ? [1, 2, 4] : [1, 3, 4],
      segments: [1, 2, 3, 4],
    });
  });
});

describe('a search where lookups are missing', () => {
  it('reads the segments of the hour, in order with the others', async () => {
    const files = await archiveOf(hours(3));
    files.delete(lookupOf(1));
    expect(await search(files, {})).toMatchObject({
      found: [1, 2, 3, 4, 5, 6],
      segments: [1, 2, 3, 4, 5, 6],
    });
  });

  it('reads the segments before the first that is there', async () => {
    const files = await archiveOf(hours(3));
    files.delete(lookupOf(0));
    expect(await search(files, { from: at(15) })).toMatchObject({ found: [2, 3, 4, 5, 6] });
  });

  it('believes no more than what those say that are there', async () => {
    const files = await archiveOf(hours(4));
    for (const each of [0, 3])
      rewritten(files, each, ({ segments }) => ({ segments: { ...segments, counts: [] } }));
    files.delete(lookupOf(1));
    // Both tell of no segment; the first ends before the period, and the last begins after it.
    expect(await search(files, { from: at(65), to: at(180) })).toMatchObject({
      found: [3, 4, 5, 6],
      segments: [1, 2, 3, 4, 5, 6],
    });
  });
});

it('says that a gzip file is no segment', async () => {
  const files = await archiveOf([hour(0)]);
  files.set(segmentOf(1), gzipSync('nonsense\n'));
  await expect(search(files, {})).rejects.toThrow(`${segmentOf(1)} is no segment`);
});
