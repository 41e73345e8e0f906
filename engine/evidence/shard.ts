import { sha256 } from '../canonical.ts';
import { type Shard, sealKey, signatureKey } from './layout.ts';
import { toHex } from './merkle.ts';
import type { EvidenceRecord, UnsequencedRecord } from './record.ts';
import { buildSeal, type OtherSeal } from './seal.ts';
import { buildSegment, type SegmentEntry, segmentHash } from './segment.ts';
import { normalSignature, type Signer } from './signature.ts';

/** Where an archive is kept: a write-once bucket or folder. */
export interface ArchiveStore {
  /** Fails if the key is taken. */
  put(key: string, bytes: Uint8Array): Promise<{ readonly versionId?: string }>;
}

/** Where a shard's chain stands; plain JSON, to be kept between runs. */
export interface ShardState extends Shard {
  readonly nextSequence: number;
  readonly nextSegment: number;
  readonly previousSegment: string | null;
  readonly nextSeal: number;
  readonly previousSeal: string | null;
  /** ISO 8601: up to when it is sealed, at first when it began. */
  readonly sealedTo: string;
  readonly unsealed: readonly SegmentEntry[];
}

/** The state of a shard that begins now. */
export const newState = ({ account, region }: Shard, now: Date): ShardState => ({
  account,
  region,
  nextSequence: 1,
  nextSegment: 1,
  previousSegment: null,
  nextSeal: 1,
  previousSeal: null,
  sealedTo: new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString(),
  unsealed: [],
});

/** What other shards' seals say of it. */
export const headOf = ({ account, region, nextSeal, previousSeal }: ShardState): OtherSeal[] =>
  previousSeal === null ? [] : [{ account, region, number: nextSeal - 1, seal: previousSeal }];

export interface SegmentContent {
  readonly records: readonly UnsequencedRecord[];
  readonly closedAt: string;
}

/** Stores one segment; gives the state after it. */
export async function writeSegment(
  store: ArchiveStore,
  state: ShardState,
  { records, closedAt }: SegmentContent,
): Promise<ShardState> {
  const { account, region, nextSegment: number, previousSegment: previous, nextSequence } = state;
  const sequenced = records.map(
    (record, index): EvidenceRecord => ({ ...record, sequence: nextSequence + index }),
  );
  const { bytes, entry } = buildSegment({ account, region, number, previous, closedAt, records: sequenced });
  const { versionId } = await store.put(entry.key, bytes);
  return {
    ...state,
    nextSequence: nextSequence + records.length,
    nextSegment: number + 1,
    previousSegment: toHex(segmentHash(entry)),
    unsealed: [...state.unsealed, versionId === undefined ? entry : { ...entry, versionId }],
  };
}

export interface SealTools {
  readonly store: ArchiveStore;
  readonly signer: Signer;
  readonly packDigest: () => string;
}

export interface SealMoment {
  /** ISO 8601, a full second. */
  readonly to: string;
  readonly created: string;
  readonly others: readonly OtherSeal[];
  readonly newestDigest: string | null;
}

/** Signs and stores one seal over what is unsealed; gives the state after it. */
export async function writeSeal(
  { store, signer, packDigest }: SealTools,
  state: ShardState,
  { to, created, others, newestDigest }: SealMoment,
): Promise<ShardState> {
  const { account, region, unsealed } = state;
  const firstRecord = unsealed[0]?.first ?? state.nextSequence;
  const bytes = buildSeal({
    account,
    region,
    number: state.nextSeal,
    previous: state.previousSeal,
    from: state.sealedTo,
    to,
    created,
    firstSegment: state.nextSegment - unsealed.length,
    firstRecord,
    segments: unsealed,
    packDigest: packDigest(),
    newestCloudTrailDigest: newestDigest,
    others,
    signer,
  });
  const signature = normalSignature(await signer.sign(bytes));
  const key = sealKey(state, to);
  await store.put(key, bytes);
  await store.put(signatureKey(key), signature);
  return { ...state, nextSeal: state.nextSeal + 1, previousSeal: sha256(bytes), sealedTo: to, unsealed: [] };
}
