import { sha256 } from '../canonical.ts';
import { indexBytes } from './index-file.ts';
import { INDEX_KEY, PUBLIC_KEY_KEY, type Shard, sealKey, shardName, signatureKey } from './layout.ts';
import { toHex } from './merkle.ts';
import type { EvidenceRecord, UnsequencedRecord } from './record.ts';
import { buildSeal, type OtherSeal } from './seal.ts';
import { buildSegment, type SegmentEntry, segmentHash } from './segment.ts';
import { normalSignature, readPublicKey, type Signer } from './signature.ts';

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

export interface ArchiveOptions {
  readonly store: ArchiveStore;
  readonly signer: Signer;
  readonly clock: () => Date;
  readonly packDigest: () => string;
  readonly recordsPerSegment?: number;
  /** States of an archive to go on with; without them a new one begins. */
  readonly resume?: readonly ShardState[];
}

export interface ArchiveWriter {
  /** Seals the hours that have ended, then takes the records in. */
  append(shard: Shard, records: readonly UnsequencedRecord[]): Promise<void>;
  /** Seals every hour that has ended by the clock, also where nothing happened. */
  advance(): Promise<void>;
  /** Seals every shard up to now; gives the hash of the newest seal, to be published. */
  seal(newestCloudTrailDigest?: string): Promise<string | null>;
  /** Sealed and written states; records still held back are not in them, so seal first. */
  states(): readonly ShardState[];
}

interface OpenShard {
  state: ShardState;
  pending: UnsequencedRecord[];
}

const HOUR = 3_600_000;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** An archive in exactly the layout that `verifyArchive` reads; calls wait for one another. */
export function createArchiveWriter(options: ArchiveOptions): ArchiveWriter {
  const shards = new Map<string, OpenShard>();
  for (const state of options.resume ?? []) shards.set(shardName(state), { state, pending: [] });
  let begun = shards.size > 0;
  let newestSeal: string | null = null;
  let newestDigest: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    // A failed call fails for its caller alone; its state was not touched.
    queue = result.catch(() => undefined);
    return result;
  }

  async function begin(): Promise<void> {
    if (begun) return;
    const { signer, store } = options;
    const key = readPublicKey(signer.publicKeyPem);
    if (!key)
      throw new TypeError(
        `the public key of ${signer.keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`,
      );
    const index = indexBytes({ id: signer.keyId, algorithm: signer.algorithm, fingerprint: key.fingerprint });
    await store.put(PUBLIC_KEY_KEY, Buffer.from(key.pem));
    await store.put(INDEX_KEY, index);
    begun = true;
  }

  function open(shard: Shard): OpenShard {
    const name = shardName(shard);
    const known = shards.get(name) ?? { state: newState(shard, options.clock()), pending: [] };
    shards.set(name, known);
    return known;
  }

  async function sealShard(shard: OpenShard, to: number): Promise<void> {
    if (to <= Date.parse(shard.state.sealedTo)) return;
    await flush(options, shard, to);
    const others = [...shards.values()]
      .filter((other) => other !== shard)
      .flatMap(({ state }) => headOf(state));
    const created = Math.max(to, options.clock().getTime());
    shard.state = await writeSeal(options, shard.state, {
      to: iso(to),
      created: iso(created),
      others,
      newestDigest,
    });
    newestSeal = shard.state.previousSeal;
  }

  async function advance(): Promise<void> {
    const now = options.clock().getTime();
    const oldest = Math.min(...[...shards.values()].map(({ state }) => Date.parse(state.sealedTo)));
    for (let hour = Math.floor(oldest / HOUR + 1) * HOUR; hour <= now; hour += HOUR) {
      for (const shard of shards.values()) await sealShard(shard, hour);
    }
  }

  async function append(shard: Shard, records: readonly UnsequencedRecord[]): Promise<void> {
    await begin();
    await advance();
    const opened = open(shard);
    opened.pending.push(...records);
    await flush(options, opened);
  }

  async function seal(digest?: string): Promise<string | null> {
    newestDigest = digest ?? newestDigest;
    await advance();
    const now = options.clock().getTime();
    for (const shard of shards.values()) {
      const sealedTo = Date.parse(shard.state.sealedTo);
      const isIdle = shard.pending.length + shard.state.unsealed.length === 0;
      // Seals are named by the second: a second one within it moves to the next.
      const to = Math.ceil(now / 1000) * 1000;
      await sealShard(shard, to <= sealedTo && !isIdle ? sealedTo + 1000 : to);
    }
    return newestSeal;
  }

  return {
    append: (shard, records) => inTurn(() => append(shard, records)),
    advance: () => inTurn(advance),
    seal: (digest) => inTurn(() => seal(digest)),
    states: () => [...shards.values()].map(({ state }) => state),
  };
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
  sealedTo: iso(Math.floor(now.getTime() / 1000) * 1000),
  unsealed: [],
});

const headOf = ({ account, region, nextSeal, previousSeal }: ShardState): OtherSeal[] =>
  previousSeal === null ? [] : [{ account, region, number: nextSeal - 1, seal: previousSeal }];

/** Writes full segments; with `closeAt`, the rest as well. */
async function flush(options: ArchiveOptions, shard: OpenShard, closeAt?: number): Promise<void> {
  const size = options.recordsPerSegment ?? 1000;
  while (shard.pending.length >= size || (closeAt !== undefined && shard.pending.length > 0)) {
    const records = shard.pending.slice(0, size);
    const closedAt = Math.max(closeAt ?? options.clock().getTime(), Date.parse(shard.state.sealedTo));
    shard.state = await writeSegment(options.store, shard.state, { records, closedAt: iso(closedAt) });
    shard.pending.splice(0, records.length);
  }
}

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

export interface SealMoment {
  /** ISO 8601, a full second. */
  readonly to: string;
  readonly created: string;
  readonly others: readonly OtherSeal[];
  readonly newestDigest: string | null;
}

/** Signs and stores one seal over what is unsealed; gives the state after it. */
export async function writeSeal(
  { store, signer, packDigest }: Pick<ArchiveOptions, 'store' | 'signer' | 'packDigest'>,
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
