import { iso, nextFullSecond, sealDue } from './hours.ts';
import { fixedFiles } from './index-file.ts';
import { type Shard, shardName } from './layout.ts';
import type { UnsequencedRecord } from './record.ts';
import { headOf, newState, type SealTools, type ShardState, writeSeal, writeSegment } from './shard.ts';

export interface ArchiveOptions extends SealTools {
  readonly clock: () => Date;
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
  /** Taken in, not yet in a segment. */
  readonly pending: UnsequencedRecord[];
}

interface Archive {
  readonly options: ArchiveOptions;
  readonly shards: Map<string, OpenShard>;
  hasBegun: boolean;
  newestSeal: string | null;
  newestDigest: string | null;
}

/** An archive in exactly the layout that `verifyArchive` reads; calls wait for one another. */
export function createArchiveWriter(options: ArchiveOptions): ArchiveWriter {
  const shards = new Map<string, OpenShard>();
  for (const state of options.resume ?? []) shards.set(shardName(state), { state, pending: [] });
  const archive: Archive = {
    options,
    shards,
    hasBegun: shards.size > 0,
    newestSeal: null,
    newestDigest: null,
  };
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    // A failed call fails for its caller alone; its state was not touched.
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    append: (shard, records) => inTurn(() => append(archive, shard, records)),
    advance: () => inTurn(() => advance(archive)),
    seal: (digest) => inTurn(() => seal(archive, digest)),
    states: () => [...shards.values()].map(({ state }) => state),
  };
}

async function begin(archive: Archive): Promise<void> {
  if (archive.hasBegun) return;
  const { signer, store } = archive.options;
  for (const [key, bytes] of fixedFiles(signer)) await store.put(key, bytes);
  archive.hasBegun = true;
}

async function append(archive: Archive, shard: Shard, records: readonly UnsequencedRecord[]): Promise<void> {
  await begin(archive);
  await advance(archive);
  const name = shardName(shard);
  const opened = archive.shards.get(name) ?? { state: newState(shard, archive.options.clock()), pending: [] };
  archive.shards.set(name, opened);
  opened.pending.push(...records);
  await flush(archive.options, opened);
}

async function advance(archive: Archive): Promise<void> {
  for (;;) {
    const now = archive.options.clock();
    const due = [...archive.shards.values()].flatMap((shard) => {
      const to = sealDue(shard.state.sealedTo, now);
      return to === undefined ? [] : [{ shard, to }];
    });
    // The earliest first, so that each seal can name those of other shards of the same hour.
    const [first] = due.sort((a, b) => a.to - b.to);
    if (!first) return;
    await sealShard(archive, first.shard, first.to);
  }
}

async function seal(archive: Archive, digest?: string): Promise<string | null> {
  archive.newestDigest = digest ?? archive.newestDigest;
  await advance(archive);
  // A second seal within one second moves to the next.
  const to = nextFullSecond(archive.options.clock());
  for (const shard of archive.shards.values()) {
    const sealedTo = Date.parse(shard.state.sealedTo);
    const isIdle = shard.pending.length + shard.state.unsealed.length === 0;
    await sealShard(archive, shard, to <= sealedTo && !isIdle ? sealedTo + 1000 : to);
  }
  return archive.newestSeal;
}

async function sealShard(archive: Archive, shard: OpenShard, to: number): Promise<void> {
  const { options, shards, newestDigest } = archive;
  if (to <= Date.parse(shard.state.sealedTo)) return;
  await flush(options, shard, to);
  const others = [...shards.values()]
    .filter((other) => other !== shard)
    .flatMap(({ state }) => headOf(state));
  const created = Math.max(to, options.clock().getTime());
  const moment = { to: iso(to), created: iso(created), others, newestDigest };
  shard.state = await writeSeal(options, shard.state, moment);
  archive.newestSeal = shard.state.previousSeal;
}

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
