import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import { type ArchiveSource, type ShardFiles, takeInventory } from './inventory.ts';
import { type Shard, sealKey, segmentKey, shardName, signatureKey } from './layout.ts';
import { merkleRoot, toHex } from './merkle.ts';
import { isCanonical, parseSeal, type Seal } from './seal.ts';
import { entryOf, openSegment, type SegmentEntry, type SegmentHeader, segmentHash } from './segment.ts';
import { afterSeal, afterSegment, newState, type ShardState } from './shard.ts';
import { isSignatureOf, type PublicKey } from './signature.ts';
import { SKEW } from './verify-context.ts';

export interface Resumed {
  readonly state: ShardState;
  /** A seal that says just what this state would have sealed and lacks its signature: its writer stopped in between. */
  readonly unsigned?: { readonly key: string; readonly bytes: Uint8Array };
}

export interface ResumeTools {
  readonly now: Date;
  /** What seals are signed by from now on. */
  readonly current: PublicKey;
  /** By its fingerprint, one that earlier seals may be signed by. */
  of(fingerprint: string): Promise<PublicKey | undefined>;
}

/**
 * Where a shard's chain stands by what its archive holds, for when the state is lost; undefined if there is nothing of
 * it. Seals count by the signature of one of the keys alone, segments after the last one by their chain.
 * @throws Error if what is there does not follow: then somebody must look
 */
export async function resumeShard(
  source: ArchiveSource,
  shard: Shard,
  tools: ResumeTools,
): Promise<Resumed | undefined> {
  const { shards } = await takeInventory(source);
  const files = shards.find((each) => shardName(each) === shardName(shard));
  if (!files) return undefined;
  const { sealed, later } = await lastSealed(source, files, tools);
  const state = await withUnsealed(source, files, await stateAt(source, shard, { files, sealed }));
  const [pending, ...more] = later;
  if (!pending) return { state };
  if (more.length === 0 && saysOf(state, pending, tools)) return { state, unsigned: pending };
  throw new Error(
    `${pending.key} is later than the last seal with a valid signature and does not follow; verify the archive to see what is wrong`,
  );
}

interface SealFile {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The newest seal with a valid signature, and those after it. */
async function lastSealed(
  source: ArchiveSource,
  files: ShardFiles,
  keys: Pick<ResumeTools, 'current' | 'of'>,
): Promise<{ readonly sealed?: SealFile; readonly later: readonly SealFile[] }> {
  const later: SealFile[] = [];
  const signatures = new Set(files.signatures);
  for (const key of files.seals.toReversed()) {
    const bytes = await source.read(key);
    const hasSignature = signatures.has(signatureKey(key));
    const { fingerprint } = parseSeal(bytes)?.key ?? {};
    const by = fingerprint === keys.current.fingerprint ? keys.current : await keys.of(String(fingerprint));
    const isValid = hasSignature && by && isSignatureOf(bytes, await source.read(signatureKey(key)), by.key);
    if (isValid) return { sealed: { key, bytes }, later };
    later.push({ key, bytes });
  }
  return { later };
}

interface Found {
  readonly files: ShardFiles;
  readonly sealed: SealFile | undefined;
}

async function stateAt(source: ArchiveSource, shard: Shard, { files, sealed }: Found): Promise<ShardState> {
  const seal = sealed && parseSeal(sealed.bytes);
  if (!sealed || !seal) return newState(shard, await beginning(source, files));
  const [nextSegment, nextSequence] = [
    seal.segments.first + seal.segments.count,
    seal.records.first + seal.records.count,
  ];
  const last = nextSegment > 1 ? await segmentAt(source, files, nextSegment - 1) : undefined;
  const previousSegment = last ? toHex(segmentHash(last.entry)) : null;
  const base = { ...newState(shard, new Date(seal.to)), nextSegment, nextSequence, previousSegment };
  return afterSeal(base, sealed.bytes);
}

/** Without a seal, nothing else says when the shard began. */
async function beginning(source: ArchiveSource, files: ShardFiles): Promise<Date> {
  const first = await segmentAt(source, files, 1);
  return new Date(first.header.closedAt);
}

async function withUnsealed(
  source: ArchiveSource,
  files: ShardFiles,
  sealed: ShardState,
): Promise<ShardState> {
  let state = sealed;
  for (; files.segments.has(state.nextSegment); ) {
    const { key, header, entry } = await segmentAt(source, files, state.nextSegment);
    const follows =
      header.previous === state.previousSegment &&
      header.first === state.nextSequence &&
      header.count === entry.count;
    if (!follows) {
      throw new Error(`${key} does not follow segment ${header.number - 1}; verify the archive first`);
    }
    state = afterSegment(state, entry);
  }
  return state;
}

interface StoredSegment {
  readonly key: string;
  readonly header: SegmentHeader;
  readonly entry: SegmentEntry;
}

async function segmentAt(
  source: ArchiveSource,
  { segments }: ShardFiles,
  number: number,
): Promise<StoredSegment> {
  const [key, ...others] = segments.get(number) ?? [];
  if (key === undefined || others.length > 0) {
    const found = key === undefined ? 'is missing' : `is there ${others.length + 1} times`;
    throw new Error(`segment ${number} ${found}; verify the archive to see what is wrong`);
  }
  const bytes = await source.read(key);
  const { header, content } = openSegment(bytes);
  if (!header || !content || segmentKey(header, header.number, header.closedAt) !== key) {
    throw new Error(`${key} is no segment of that name; verify the archive to see what is wrong`);
  }
  return { key, header, entry: entryOf({ header, bytes, content }) };
}

/** Would this state have sealed just the same? Only then may its key's holder sign what was found. */
function saysOf(state: ShardState, { key, bytes }: SealFile, { current, now }: ResumeTools): boolean {
  const seal: Seal | undefined = parseSeal(bytes);
  if (!seal || seal.key.fingerprint !== current.fingerprint || !isCanonical(bytes)) return false;
  const { segments, records } = seal;
  const [to, created] = [Date.parse(seal.to), Date.parse(seal.created)];
  return (
    key === sealKey(state, seal.to) &&
    shardName(seal) === shardName(state) &&
    // What is signed says that nothing else came until then: nobody knows that of a time to come.
    to <= created &&
    created <= now.getTime() + SKEW &&
    seal.number === state.nextSeal &&
    seal.previous === state.previousSeal &&
    (seal.from === state.sealedTo || state.previousSeal === null) &&
    to > Date.parse(state.sealedTo) &&
    segments.first === state.nextSegment - state.unsealed.length &&
    segments.count === state.unsealed.length &&
    isListOf(segments.list, state.unsealed) &&
    segments.root === toHex(merkleRoot(state.unsealed.map(segmentHash))) &&
    records.first === (state.unsealed[0]?.first ?? state.nextSequence) &&
    records.count === state.unsealed.reduce((sum, { count }) => sum + count, 0)
  );
}

/** The versions are known to the writer alone. */
const isListOf = (list: readonly SegmentEntry[] | undefined, entries: readonly SegmentEntry[]): boolean =>
  list === undefined ||
  (Array.isArray(list) && canonicalJson(list.map(unversioned)) === canonicalJson(entries.map(unversioned)));

function unversioned(entry: SegmentEntry): JsonObject {
  const { versionId: _, ...rest } = Object(entry);
  return rest;
}
