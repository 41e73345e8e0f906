import { sha256 } from '../canonical.ts';
import { addConfiguration, newConfigurationSeen, seeConfiguration } from './configuration.ts';
import type { ShardFiles } from './inventory.ts';
import { lookupKey, sealKey, segmentKey, shardName } from './layout.ts';
import { lookupBuilder } from './lookup.ts';
import { merkleRoot, toHex } from './merkle.ts';
import type { Problem } from './report.ts';
import type { Seal } from './seal.ts';
import {
  entryOf,
  type OpenedSegment,
  openSegment,
  SEGMENT_SCHEMA,
  type SegmentEntry,
  type SegmentHeader,
  segmentHash,
} from './segment.ts';
import { addSenders, type SendersSeen, seeSender } from './senders.ts';
import type { ChainState } from './verify-chain.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import { checkLookup } from './verify-lookups.ts';
import { type RecordObserver, recordProblems } from './verify-records.ts';

/** A segment as it lies there. */
interface Present {
  readonly key: string;
  readonly header: SegmentHeader;
  readonly entry: SegmentEntry;
  readonly problems: readonly Problem[];
}

const NEWER = 'record-newer-version';

/** All segments under one seal, one in memory at a time. */
export async function verifySealed(verification: Verification, chain: ChainState, seal: Seal): Promise<void> {
  const { first, count, list } = seal.segments;
  const present: (Present | undefined)[] = [];
  const seen = newConfigurationSeen();
  const senders: SendersSeen = new Map();
  const hasLookup = verification.inventory.keys.has(lookupKey(sealKey(seal, seal.to)));
  const builder = hasLookup ? lookupBuilder(seal) : undefined;
  const observe: RecordObserver = (record, sequence) => {
    const where = () => `record ${sequence} of ${shardName(seal)}`;
    seeConfiguration(seen, record, where);
    seeSender(senders, record, where);
    builder?.add(record, sequence);
  };
  for (let number = first; number < first + count; number += 1) {
    const expected = list?.[number - first];
    present.push(await verifySegment(verification, chain, { seal, number, expected, observe }));
  }
  const entries = present.flatMap((segment) => segment?.entry ?? []);
  const root = toHex(merkleRoot(entries.map(segmentHash)));
  const isWhole = entries.length === count && root === seal.segments.root;
  if (isWhole) {
    checkWhole(verification, chain, { seal, present });
    const isKnown = !present.some((segment) => segment?.problems.some(({ kind }) => kind === NEWER));
    const counts = entries.map((entry) => entry.count);
    if (isKnown) await checkLookup(verification, chain, { seal: sealKey(seal, seal.to), builder, counts });
  } else {
    if (list) blameSeal(verification, seal, entries);
    else blame(verification, present);
    chain.previousSegment = undefined;
  }
  // What the segments say counts only where the seal stands behind them.
  if (!isWhole && !list) return;
  for (const segment of present) verification.problems.push(...(segment?.problems ?? []));
  addConfiguration(verification.configuration, seen);
  addSenders(verification.senders, senders);
  chain.counts.segments += entries.length;
  chain.counts.records += entries.reduce((sum, entry) => sum + entry.count, 0);
}

interface Wanted {
  readonly seal: Seal;
  readonly number: number;
  readonly expected: SegmentEntry | undefined;
  readonly observe: RecordObserver;
}

async function verifySegment(
  verification: Verification,
  chain: ChainState,
  { seal, number, expected, observe }: Wanted,
): Promise<Present | undefined> {
  const key = expected?.key ?? likelyKey(seal, number, chain.files.segments);
  chain.used.add(key);
  const bytes = await readFile(verification, key, expected?.versionId);
  if (!bytes) {
    nameMissing(verification, key, expected);
    return undefined;
  }
  const opened = openSegment(bytes);
  const named = nameDifference(verification, opened, expected ?? { key });
  if (named) {
    // Its rightful content may lie elsewhere.
    if (expected) verification.missing.set(expected.compressed, key);
    addProblem(verification, named.kind, key, named.message);
    return undefined;
  }
  return presentSegment({ key, bytes, opened, seal, expected, observe });
}

/** A seal without a list does not say the day. */
export function likelyKey(seal: Seal, number: number, segments: ShardFiles['segments']): string {
  const claims = segments.get(number) ?? [];
  const likely = [segmentKey(seal, number, seal.to), segmentKey(seal, number, seal.from)];
  const { first, count } = seal.segments;
  const beside = [number - 1, number + 1]
    .filter((other) => other >= first && other < first + count)
    .flatMap((other) => segments.get(other) ?? [])
    .map(folderOf);
  const missing = likely.find((key) => beside.includes(folderOf(key))) ?? segmentKey(seal, number, seal.to);
  return likely.find((key) => claims.includes(key)) ?? claims[0] ?? missing;
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

interface Authentic {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly opened: OpenedSegment;
  readonly seal: Seal;
  readonly expected: SegmentEntry | undefined;
  readonly observe: RecordObserver;
}

function presentSegment({ key, bytes, opened, seal, expected, observe }: Authentic): Present {
  const { header, content } = opened;
  if (!header || !content) throw new TypeError(`${key} was taken for a segment and has no header`);
  const entry = entryOf({ header, bytes, content });
  if (header.schema === SEGMENT_SCHEMA) {
    return { key, header, entry, problems: recordProblems({ key, header, content, seal, observe }) };
  }
  const message = `it has the version ${header.schema}; this version reads ${SEGMENT_SCHEMA}: update before verifying`;
  return {
    key,
    header,
    entry: expected ?? entry,
    problems: [{ kind: 'record-newer-version', key, message }],
  };
}

function nameMissing(verification: Verification, key: string, expected: SegmentEntry | undefined): void {
  // One that is listed and cannot be read has been named already.
  if (verification.inventory.keys.has(key)) return;
  if (expected) verification.missing.set(expected.compressed, key);
  addProblem(verification, 'segment-missing', key, 'a seal names it and it is not there');
}

type Named = Pick<Problem, 'kind' | 'message'>;
type Expected = SegmentEntry | Pick<SegmentEntry, 'key'>;

function nameDifference(
  verification: Verification,
  opened: OpenedSegment,
  expected: Expected,
): Named | undefined {
  const changed: Named = { kind: 'segment-changed', message: 'its content is not what was sealed' };
  if (!opened.header) return changed;
  if (!('compressed' in expected)) return nameMisplaced(verification, opened, expected);
  if (opened.compressed === expected.compressed) return undefined;
  if (opened.content && sha256(opened.content) === expected.content) {
    return {
      kind: 'segment-changed',
      message: 'its compressed bytes were changed; the records in it are the same',
    };
  }
  return nameMisplaced(verification, opened, expected) ?? changed;
}

/** A segment that says itself that it belongs elsewhere. */
export function nameMisplaced(
  { inventory }: Verification,
  { header }: OpenedSegment,
  at: { readonly key: string },
): Named | undefined {
  if (!header) return undefined;
  const home = segmentKey(header, header.number, header.closedAt);
  if (home === at.key) return undefined;
  return inventory.keys.has(home)
    ? { kind: 'segment-reordered', message: `it holds segment ${header.number}, which belongs at ${home}` }
    : { kind: 'renamed', message: `it is the segment ${home} under another name` };
}

/** Without a list in the seal, each segment's own word about the one before tells which one was changed. */
function blame(verification: Verification, present: readonly (Present | undefined)[]): void {
  const message = 'its content or its compressed bytes are not what was sealed';
  let isBlamed = present.some((segment) => !segment);
  for (const [index, segment] of present.entries()) {
    const before = present[index - 1];
    if (!segment || !before || segment.header.previous === toHex(segmentHash(before.entry))) continue;
    addProblem(verification, 'segment-changed', before.key, message);
    isBlamed = true;
  }
  const last = present.at(-1);
  if (!isBlamed && last) addProblem(verification, 'segment-changed', last.key, message);
}

function blameSeal(verification: Verification, seal: Seal, entries: readonly SegmentEntry[]): void {
  if (entries.length < seal.segments.count) return;
  addProblem(
    verification,
    'chain-broken',
    sealKey(seal, seal.to),
    'its list of segments and its root over them differ',
  );
}

interface Whole {
  readonly seal: Seal;
  readonly present: readonly (Present | undefined)[];
}

function checkWhole(verification: Verification, chain: ChainState, { seal, present }: Whole): void {
  let records = 0;
  for (const segment of present) {
    if (!segment) continue;
    const { header, entry, key } = segment;
    if (chain.previousSegment !== undefined && header.previous !== chain.previousSegment) {
      const message = `it does not follow the segment before it: it names ${header.previous ?? 'none'}`;
      addProblem(verification, 'chain-broken', key, message);
    }
    chain.previousSegment = toHex(segmentHash(entry));
    records += entry.count;
  }
  if (records === seal.records.count) return;
  const message = `it counts ${seal.records.count} records, its segments hold ${records}`;
  addProblem(verification, 'sequence-gap', sealKey(seal, seal.to), message);
}
