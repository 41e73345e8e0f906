import { sha256 } from '../canonical.ts';
import { type Shard, sealKey, signatureKey } from './layout.ts';
import { toHex } from './merkle.ts';
import type { EvidenceRecord, UnsequencedRecord } from './record.ts';
import { buildSeal, type OtherSeal, parseSeal } from './seal.ts';
import { buildSegment, type SegmentEntry, segmentHash } from './segment.ts';
import { isSignatureOf, keyOfSigner, normalSignature, type Signer } from './signature.ts';

/** Where an archive is kept: a write-once bucket or folder. */
export interface ArchiveStore {
  /** @throws KeyTakenError if something is there already */
  put(key: string, bytes: Uint8Array): Promise<{ readonly versionId?: string }>;
}

/** Evidence is written once: whether it is one's own that is there, whoever wrote it can tell. */
export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
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
export const headOf = ({
  account,
  region,
  nextSeal,
  previousSeal,
}: Pick<ShardState, 'account' | 'region' | 'nextSeal' | 'previousSeal'>): OtherSeal[] =>
  previousSeal === null ? [] : [{ account, region, number: nextSeal - 1, seal: previousSeal }];

export interface SegmentContent {
  readonly records: readonly UnsequencedRecord[];
  readonly closedAt: string;
}

/** A segment to be stored under its entry's key. */
export interface PlannedSegment {
  readonly bytes: Uint8Array;
  readonly entry: SegmentEntry;
}

/** The next segment of a shard. */
export function planSegment(state: ShardState, { records, closedAt }: SegmentContent): PlannedSegment {
  const { account, region, nextSegment: number, previousSegment: previous, nextSequence } = state;
  const sequenced = records.map(
    (record, index): EvidenceRecord => ({ ...record, sequence: nextSequence + index }),
  );
  return buildSegment({ account, region, number, previous, closedAt, records: sequenced });
}

/** The state once this segment is stored; the entry with its version, where the store has any. */
export const afterSegment = (state: ShardState, entry: SegmentEntry): ShardState => ({
  ...state,
  nextSequence: entry.first + entry.count,
  nextSegment: entry.number + 1,
  previousSegment: toHex(segmentHash(entry)),
  unsealed: [...state.unsealed, entry],
});

/** Stores one segment; gives the state after it. */
export async function writeSegment(
  store: ArchiveStore,
  state: ShardState,
  content: SegmentContent,
): Promise<ShardState> {
  const { bytes, entry } = planSegment(state, content);
  const { versionId } = await store.put(entry.key, bytes);
  return afterSegment(state, versionId === undefined ? entry : { ...entry, versionId });
}

export interface SigningTools {
  readonly signer: Signer;
  readonly packDigest: () => string;
}

export interface SealTools extends SigningTools {
  readonly store: ArchiveStore;
}

export interface SealMoment {
  /** ISO 8601, a full second. */
  readonly to: string;
  readonly created: string;
  readonly others: readonly OtherSeal[];
  readonly newestDigest: string | null;
}

/** A seal to be stored, with its signature beside it. */
export interface SignedSeal {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Signs a seal over what is unsealed. @throws TypeError if the signature is not the key's */
export async function planSeal(
  { signer, packDigest }: SigningTools,
  state: ShardState,
  { to, created, others, newestDigest }: SealMoment,
): Promise<SignedSeal> {
  const { account, region, unsealed } = state;
  const bytes = buildSeal({
    account,
    region,
    number: state.nextSeal,
    previous: state.previousSeal,
    from: state.sealedTo,
    to,
    created,
    firstSegment: state.nextSegment - unsealed.length,
    firstRecord: unsealed[0]?.first ?? state.nextSequence,
    segments: unsealed,
    packDigest: packDigest(),
    newestCloudTrailDigest: newestDigest,
    others,
    signer,
  });
  return { key: sealKey(state, to), bytes, signature: await signed(signer, bytes) };
}

/** In a write-once archive a signature that does not verify could never be put right. */
async function signed(signer: Signer, bytes: Uint8Array): Promise<Uint8Array> {
  const signature = normalSignature(await signer.sign(bytes));
  if (isSignatureOf(bytes, signature, keyOfSigner(signer).key)) return signature;
  throw new TypeError(`${signer.keyId} signed with another key than its public key; nothing was stored`);
}

/** The state once this seal is stored. */
export function afterSeal(state: ShardState, bytes: Uint8Array): ShardState {
  const seal = parseSeal(bytes);
  if (!seal) throw new TypeError(`got ${bytes.length} bytes that are no seal; use what planSeal gives`);
  return {
    ...state,
    nextSeal: seal.number + 1,
    previousSeal: sha256(bytes),
    sealedTo: seal.to,
    unsealed: [],
  };
}

/** Signs and stores one seal over what is unsealed; gives the state after it. */
export async function writeSeal(
  tools: SealTools,
  state: ShardState,
  moment: SealMoment,
): Promise<ShardState> {
  const { key, bytes, signature } = await planSeal(tools, state, moment);
  await tools.store.put(key, bytes);
  await tools.store.put(signatureKey(key), signature);
  return afterSeal(state, bytes);
}
