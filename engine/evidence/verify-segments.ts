import { sha256 } from '../canonical.ts';
import { sealKey, segmentKey } from './layout.ts';
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
import type { ChainState } from './verify-chain.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import { checkRecords } from './verify-records.ts';

/** A segment as it lies there. */
interface Present {
  readonly key: string;
  readonly header: SegmentHeader;
  readonly entry: SegmentEntry;
}

/** All segments under one seal, one in memory at a time. */
export async function verifySealed(verification: Verification, chain: ChainState, seal: Seal): Promise<void> {
  const { first, count, list } = seal.segments;
  const present: (Present | undefined)[] = [];
  for (let number = first; number < first + count; number += 1) {
    present.push(
      await verifySegment(verification, chain, { seal, number, expected: list?.[number - first] }),
    );
  }
  const entries = present.flatMap((segment) => segment?.entry ?? []);
  const isWhole =
    entries.length === count && toHex(merkleRoot(entries.map(segmentHash))) === seal.segments.root;
  if (!isWhole) {
    if (list) blameSeal(verification, seal, entries);
    else blame(verification, present);
    chain.previousSegment = undefined;
  } else checkLinks(verification, chain, present);
  const records = entries.reduce((sum, entry) => sum + entry.count, 0);
  if (isWhole && records !== seal.records.count) {
    addProblem(
      verification,
      'sequence-gap',
      sealKey(seal, seal.to),
      `seal ${seal.number} counts ${seal.records.count} records, its segments hold ${records}`,
    );
  }
  chain.counts.segments += entries.length;
  chain.counts.records += records;
}

interface Wanted {
  readonly seal: Seal;
  readonly number: number;
  readonly expected: SegmentEntry | undefined;
}

async function verifySegment(
  verification: Verification,
  chain: ChainState,
  wanted: Wanted,
): Promise<Present | undefined> {
  const { seal, number, expected } = wanted;
  const claims = chain.files.segments.get(number) ?? [];
  const key = expected?.key ?? claims[0];
  const bytes = key !== undefined ? await readFile(verification, key) : undefined;
  if (key === undefined || !bytes) {
    nameMissing(verification, key ?? segmentKey(seal, number, seal.to), expected);
    return undefined;
  }
  chain.used.add(key);
  const opened = openSegment(bytes);
  const named = nameDifference(verification, opened, expected ?? { key, number });
  if (named) {
    // Its rightful content may lie elsewhere.
    if (expected) verification.missing.set(expected.compressed, key);
    addProblem(verification, named.kind, key, named.message);
    return undefined;
  }
  const { header, content } = opened;
  if (!header || !content) {
    addProblem(verification, 'segment-changed', key, 'it has no segment header as its first line');
    return undefined;
  }
  const entry = {
    ...entryOf({ header, bytes, content }),
    ...(expected?.versionId !== undefined && { versionId: expected.versionId }),
  };
  if (header.schema !== SEGMENT_SCHEMA) {
    addProblem(
      verification,
      'record-newer-version',
      key,
      `it has the version ${header.schema}; this version reads ${SEGMENT_SCHEMA}: update before verifying`,
    );
  } else checkRecords(verification, { key, header, content, seal });
  return { key, header, entry };
}

function nameMissing(verification: Verification, key: string, expected: SegmentEntry | undefined): void {
  // One that is listed and cannot be read has been named already.
  if (verification.inventory.keys.has(key)) return;
  if (expected) verification.missing.set(expected.compressed, key);
  addProblem(verification, 'segment-missing', key, 'a seal names it and it is not there');
}

type Named = Pick<Problem, 'kind' | 'message'>;
type Expected = SegmentEntry | { readonly key: string; readonly number: number };

function nameDifference(
  verification: Verification,
  opened: OpenedSegment,
  expected: Expected,
): Named | undefined {
  if (!('compressed' in expected)) return nameMisplaced(verification, opened, expected);
  if (opened.compressed === expected.compressed) return undefined;
  if (opened.content && sha256(opened.content) === expected.content) {
    return {
      kind: 'segment-changed',
      message: 'its compressed bytes were changed; the records in it are the same',
    };
  }
  const changed: Named = { kind: 'segment-changed', message: 'its content is not what was sealed' };
  return nameMisplaced(verification, opened, expected) ?? changed;
}

/** A segment that says itself that it belongs elsewhere. */
export function nameMisplaced(
  { inventory }: Verification,
  { header }: OpenedSegment,
  at: { key: string; number: number },
): Named | undefined {
  if (!header) return undefined;
  const home = segmentKey(header, header.number, header.closedAt);
  if (home === at.key && header.number === at.number) return undefined;
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

function checkLinks(
  verification: Verification,
  chain: ChainState,
  present: readonly (Present | undefined)[],
): void {
  for (const segment of present) {
    if (!segment) continue;
    const { header, entry, key } = segment;
    if (chain.previousSegment !== undefined && header.previous !== chain.previousSegment) {
      addProblem(
        verification,
        'chain-broken',
        key,
        `it does not follow the segment before it: it names ${header.previous ?? 'none'}`,
      );
    }
    chain.previousSegment = toHex(segmentHash(entry));
  }
}
