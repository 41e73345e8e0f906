import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../../engine/evidence/lookup-query.ts';
import { type SearchOptions, searchRecords } from '../../../engine/evidence/search.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import { findingId } from '../../../engine/finding-id.ts';
import { away, type Files, home, makeArchive, storeIn } from './archive.ts';
import { addLookups } from './lookups.ts';
import { bytesOf } from './tamper.ts';
import { arnOf, countedSource, evaluationOf, makeYear, RARE_HOUR, signer, YEAR_BEGIN } from './year.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (time: number): string => new Date(time).toISOString();
const year = await makeYear();

async function search(wanted: Wanted, options: Partial<SearchOptions> = {}, files: Files = year) {
  const { source, read } = countedSource(files);
  const cost = { lookups: 0, segments: 0, missing: 0 };
  const found: string[] = [];
  for await (const { record, sequence, shard, line } of searchRecords(source, { wanted, ...options }, cost)) {
    expect(JSON.parse(line)).toEqual(record);
    expect(record['sequence']).toBe(sequence);
    found.push(`${shard.region} ${sequence} ${record['recordedAt']}`);
  }
  expect(read).toHaveLength(cost.lookups + cost.segments);
  return { found, ...cost };
}

const rareRef = {
  type: 'AWS::SageMaker::NotebookInstance',
  id: 'rare',
  arn: arnOf('rare'),
  partition: 'aws',
  ...home,
};
const rareTimes = [-2, 4].map((hours) => at(YEAR_BEGIN + (RARE_HOUR + hours) * HOUR + 600_000));

/** The week around the rare record: 28 segments and what reaches into it, a lookup each, and one on either side. */
const week = {
  from: at(YEAR_BEGIN + RARE_HOUR * HOUR - 3 * DAY),
  to: at(YEAR_BEGIN + RARE_HOUR * HOUR + 4 * DAY),
};

describe('a search in a year of evidence', () => {
  it.each<[string, Wanted]>([
    ['a resource by its ARN', { resource: arnOf('rare') }],
    ['a resource by its name, in whatever case', { resource: 'RARE' }],
    ['a finding', { finding: findingId('root', rareRef) }],
    [
      'a finding, a rule and a resource',
      { finding: findingId('root', rareRef), rules: new Set(['root']), resource: 'rare' },
    ],
  ])('finds %s by the lookups of the period, and the two segments that hold it', async (_name, wanted) => {
    const { found, lookups, segments } = await search(wanted, week);
    expect(found.map((each) => each.split(' ')[2])).toEqual(rareTimes);
    expect(segments).toBe(2);
    expect(lookups).toBeLessThanOrEqual(31);
  });

  it.each<[string, Wanted]>([
    ['a resource that is not there', { resource: 'rar' }],
    ['a finding of a rule that did not judge it', { finding: findingId('key', rareRef) }],
    ['a rule that is not there', { rules: new Set(['none']) }],
    ['a resource under another rule', { resource: 'rare', rules: new Set(['key']) }],
    ['a kind that is not there', { kinds: new Set(['gap']) }],
  ])('reads no segment for %s', async (_name, wanted) => {
    expect(await search(wanted, week)).toMatchObject({ found: [], segments: 0 });
  });

  it.each<[string, Wanted, number]>([
    ['a rule', { rules: new Set(['root', 'other']) }, 4 + 2],
    ['a kind', { kinds: new Set(['canary']) }, 4],
    ['evaluations', { kinds: new Set(['evaluation']) }, 4 + 2],
    ['everything', {}, 8 + 2],
    ['a kind of what a resource is about', { resource: 'rare', kinds: new Set(['evaluation', 'gap']) }, 2],
    ['another kind than what a resource is about', { resource: 'rare', kinds: new Set(['gap']) }, 0],
  ])('finds all of a day of %s', async (_name, wanted, count) => {
    const day = {
      from: at(YEAR_BEGIN + (RARE_HOUR - 8) * HOUR),
      to: at(YEAR_BEGIN + (RARE_HOUR + 16) * HOUR),
    };
    const { found, lookups } = await search(wanted, day);
    expect(found).toHaveLength(count);
    expect(lookups).toBeLessThanOrEqual(7);
  });

  it('without a period reads every lookup and no more segments', async () => {
    expect(await search({ resource: 'rare' })).toMatchObject({ lookups: 1460, segments: 2 });
  });

  it('goes from the first instant up to, and without, the last', async () => {
    const [first = '', second = ''] = rareTimes;
    const { found } = await search({ resource: 'rare' }, { from: first, to: second });
    expect(found).toHaveLength(1);
  });

  it('of a time before the archive, or after it, reads one lookup at most', async () => {
    const before = await search({}, { from: at(YEAR_BEGIN - 2 * DAY), to: at(YEAR_BEGIN - DAY) });
    expect(before).toEqual({ found: [], lookups: 1, segments: 0, missing: 0 });
    const after = await search({}, { from: at(YEAR_BEGIN + 400 * DAY) });
    expect(after).toEqual({ found: [], lookups: 1, segments: 0, missing: 0 });
  });
});

/** Keys of lookups in order, of a copy of the year. */
const lookupsIn = (files: Files): string[] =>
  [...files.keys()].filter((key) => key.startsWith('lookup/')).sort();

describe('a search where lookups are not to be believed', () => {
  it('without them reads the segments of the days of the period', async () => {
    const { found, lookups, segments } = await search(
      { resource: 'rare' },
      { ...week, isWithoutLookups: true },
    );
    expect({ found: found.length, lookups }).toEqual({ found: 2, lookups: 0 });
    expect(segments).toBe(31);
  });

  it.each<[string, (files: Files, key: string) => unknown]>([
    ['is missing', (files, key) => files.delete(key)],
    ['is no JSON', (files, key) => files.set(key, Buffer.from('nonsense'))],
    ['has another version', (files, key) => files.set(key, edited(files, key, { schema: 'assay.lookup/2' }))],
    ['has lost its resources', (files, key) => files.set(key, edited(files, key, { resources: 7 }))],
  ])('reads the segments of the one that %s', async (_name, change) => {
    const files: Files = new Map(year);
    // It covers the first of the two.
    const at = lookupsIn(files).findIndex((key) => Buffer.from(bytesOf(files, key)).includes('rare'));
    change(files, lookupsIn(files)[at] ?? '');
    const { found, segments } = await search({ resource: 'rare' }, week, files);
    expect(segments).toBe(2);
    expect(found.map((each) => each.split(' ')[2])).toEqual(rareTimes);
  });

  it('reads all that may hold something where the first of them and the last are missing', async () => {
    const files: Files = new Map(year);
    for (const key of lookupsIn(files)) files.delete(key);
    const { found, segments } = await search({ resource: 'rare' }, week, files);
    expect(found).toHaveLength(2);
    expect(segments).toBe(31);
  });

  it('asks each record itself', async () => {
    const files: Files = new Map(year);
    for (const key of lookupsIn(files)) {
      files.set(key, Buffer.from(Buffer.from(bytesOf(files, key)).toString().replaceAll('fleet-2', 'rare')));
    }
    const { found, segments } = await search({ resource: 'rare' }, week, files);
    expect(found).toHaveLength(2);
    expect(segments).toBeGreaterThan(2);
  });

  it('counts segments that are not there', async () => {
    const files: Files = new Map(year);
    for (const key of files.keys()) if (key.startsWith('evidence/')) files.delete(key);
    expect(await search({ resource: 'rare' }, week, files)).toMatchObject({
      found: [],
      segments: 0,
      missing: 2,
    });
  });

  it('says that a segment is none', async () => {
    const files: Files = new Map(year);
    const key = [...files.keys()].find((name) => name.includes('segment-')) ?? '';
    files.set(key, Buffer.from('nonsense'));
    await expect(search({}, {}, files)).rejects.toThrow(
      `${key} is no segment; verify the archive to see what is wrong`,
    );
  });
});

const edited = (files: Files, key: string, change: object) =>
  Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytesOf(files, key)).toString()), ...change }));

describe('a search in an archive', () => {
  it('finds what waited in a queue and was stored after the period, and what is not sealed yet', async () => {
    const files: Files = new Map();
    let now = YEAR_BEGIN;
    const tools = {
      store: storeIn(files),
      signer,
      clock: () => new Date(now),
      packDigest: () => 'a'.repeat(64),
    };
    const writer = createArchiveWriter({ ...tools, recordsPerSegment: 1 });
    for (let hour = 0; hour < 6; hour += 1) {
      now = YEAR_BEGIN + hour * HOUR;
      // Three hours late until the fourth.
      await writer.append(home, [evaluationOf('slow', ['root'], now - (hour < 4 ? 3 * HOUR : 0))]);
    }
    await addLookups(files);
    const period = { from: at(YEAR_BEGIN - 3 * HOUR), to: at(YEAR_BEGIN) };
    expect((await search({ resource: 'slow' }, period, files)).found).toHaveLength(3);
    const rest = await search({ resource: 'slow' }, { from: at(YEAR_BEGIN) }, files);
    expect(rest.found.map((each) => each.split(' ')[1])).toEqual(['4', '5', '6']);
  });

  it('stays in the account and the Region that it was told', async () => {
    const { files } = await makeArchive();
    await addLookups(files);
    const regions = async (options: Partial<SearchOptions>) =>
      new Set((await search({}, options, files)).found.map((each) => each.split(' ')[0]));
    expect(await regions({})).toEqual(new Set([home.region, away.region]));
    expect(await regions({ region: away.region })).toEqual(new Set([away.region]));
    expect(await regions({ account: '999999999999' })).toEqual(new Set());
  });
});
