import type { JsonObject } from '../../resources/resource.ts';
import { type ArchiveSource, type ShardFiles, takeArchive } from './inventory.ts';
import { lookupKey, type Shard, sealKey } from './layout.ts';
import type { Lookup } from './lookup.ts';
import { isWanted, parseLookup, sequencesOf, type Wanted } from './lookup-query.ts';
import { openSegment, parseObject, recordLines } from './segment.ts';
import { SKEW } from './verify-context.ts';

export interface SearchOptions {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly wanted: Wanted;
  /** ISO 8601, by the `recordedAt` of records: from the first instant up to, and without, the last. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Reads all segments of the period: a lookup that was changed could hide a record. */
  readonly isWithoutLookups?: boolean;
}

export interface FoundRecord {
  readonly shard: Shard;
  readonly sequence: number;
  /** Of its segment. */
  readonly key: string;
  /** As it is stored. */
  readonly line: string;
  readonly record: JsonObject;
}

/** What a search has read; grows while it goes on. */
export interface SearchCost {
  lookups: number;
  segments: number;
  /** Segments that a lookup points to, and that are not there: what they held is not found. */
  missing: number;
}

interface Search {
  readonly source: ArchiveSource;
  readonly options: SearchOptions;
  readonly files: ShardFiles;
  readonly cost: SearchCost;
}

/**
 * The records that are wanted, each shard's in sequence. Of the period it reads the lookups, and the segments that they
 * point to; where there is no lookup, all segments. Checks no seal: verify the archive, or prove the record.
 * @throws NotAnArchiveError
 */
export async function* searchRecords(
  source: ArchiveSource,
  options: SearchOptions,
  cost: SearchCost = { lookups: 0, segments: 0, missing: 0 },
): AsyncGenerator<FoundRecord> {
  const { shards } = await takeArchive(source);
  for (const files of shards) {
    const { account, region } = options;
    if ((account ?? files.account) !== files.account || (region ?? files.region) !== files.region) continue;
    yield* searchShard({ source, options, files, cost });
  }
}

async function* searchShard(search: Search): AsyncGenerator<FoundRecord> {
  const { files, options } = search;
  const lookups = options.isWithoutLookups ? [] : await lookupsOf(search);
  const places = new Map<number, readonly number[]>();
  const known = new Set<number>();
  for (const lookup of lookups) {
    let first = lookup.records.first;
    for (const [index, count] of lookup.segments.counts.entries()) {
      const number = lookup.segments.first + index;
      known.add(number);
      const inside = lookup.sequences.filter((sequence) => sequence >= first && sequence < first + count);
      if (inside.length > 0) places.set(number, inside);
      first += count;
    }
  }
  const unknown = unknownSegments(search, lookups, known);
  const numbers = [...places.keys(), ...unknown].sort((a, b) => a - b);
  for (const number of numbers) {
    const [key] = files.segments.get(number) ?? [];
    if (key === undefined) {
      search.cost.missing += 1;
      continue;
    }
    const segment = await recordsOf(search, key, places.get(number));
    yield* segment.found;
    if (!places.has(number) && isPast(options, segment.oldest)) return;
  }
}

/** All records from here on are later than the period: a queue keeps the order. */
const isPast = ({ to }: SearchOptions, oldest: string): boolean => to !== undefined && oldest >= to;

/** ms; what was sealed by then holds nothing of the period. */
const beginOf = ({ from }: SearchOptions): number => (from === undefined ? 0 : Date.parse(from) - SKEW);

/** What is kept of a lookup: a year of them would fill the memory. */
interface Told extends Pick<Lookup, 'segments' | 'records'> {
  readonly sequences: readonly number[];
  readonly isBefore: boolean;
  readonly isAfter: boolean;
}

/** The lookups of the period: from the one before it, which tells where it begins, to the first that is past it. */
async function lookupsOf(search: Search): Promise<readonly Told[]> {
  const { files, options } = search;
  const begin = lookupKey(sealKey(files, new Date(beginOf(options)).toISOString()));
  const before = files.lookups.filter((key) => key <= begin).length;
  return readLookups(search, files.lookups.slice(Math.max(before - 1, 0)));
}

async function readLookups({ source, cost, options }: Search, keys: readonly string[]): Promise<Told[]> {
  const lookups: Told[] = [];
  for (const key of keys) {
    const lookup = parseLookup(await source.read(key));
    cost.lookups += 1;
    if (!lookup) continue;
    const { segments, records, from, to, oldest } = lookup;
    const isBefore = Date.parse(to) <= beginOf(options);
    const isAfter = isPast(options, from) && isPast(options, oldest);
    const sequences = isBefore || isAfter ? [] : sequencesOf(lookup, options.wanted);
    lookups.push({ segments, records, sequences, isBefore, isAfter });
    if (isAfter) break;
  }
  return lookups;
}

/** Segments of the period of which no lookup that was read tells anything. */
function unknownSegments(
  { files, options }: Search,
  lookups: readonly Told[],
  known: ReadonlySet<number>,
): number[] {
  const firstDay = dayOf(beginOf(options));
  const [first, last] = [lookups[0], lookups.at(-1)];
  return [...files.segments]
    .filter(([number, [key = '']]) => {
      if (known.has(number) || dayIn(key) < firstDay) return false;
      // The first one read is of before the period: what came before it is so too.
      if (first?.isBefore && number < first.segments.first) return false;
      return !(last?.isAfter && number >= last.segments.first);
    })
    .map(([number]) => number);
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
const dayIn = (key: string): string => key.split('/').slice(3, 6).join('/');

interface SegmentRecords {
  readonly found: readonly FoundRecord[];
  /** `recordedAt` of its earliest record. */
  readonly oldest: string;
}

/** Each record itself is asked, whatever a lookup said of it. */
async function recordsOf(
  { source, options, files, cost }: Search,
  key: string,
  sequences: readonly number[] | undefined,
): Promise<SegmentRecords> {
  const { account, region } = files;
  const { content, header } = openSegment(await source.read(key));
  cost.segments += 1;
  if (!content || !header) throw new Error(`${key} is no segment; verify the archive to see what is wrong`);
  const chosen = sequences && new Set(sequences);
  const found: FoundRecord[] = [];
  let [sequence, oldest] = [header.first - 1, header.closedAt];
  for (const line of recordLines(content)) {
    sequence += 1;
    if (chosen && !chosen.has(sequence)) continue;
    const text = line.toString();
    const record = parseObject(text) ?? {};
    const recordedAt = String(record['recordedAt']);
    if (recordedAt < oldest) oldest = recordedAt;
    if (isInPeriod(options, recordedAt) && isWanted(record, options.wanted)) {
      found.push({ shard: { account, region }, sequence, key, line: text, record });
    }
  }
  return { found, oldest };
}

const isInPeriod = (options: SearchOptions, recordedAt: string): boolean =>
  recordedAt >= (options.from ?? '') && !isPast(options, recordedAt);
