import type { ArchiveSource } from './inventory.ts';
import type { Shard } from './layout.ts';
import type { LedgerEntry, LedgerTable } from './ledger-entry.ts';
import type { OtherSeal } from './seal.ts';
import { type ArchiveStore, KeyTakenError } from './shard.ts';
import type { Signer } from './signature.ts';

/** An archive that its writer can read as well. */
export interface LedgerStore extends ArchiveStore {
  /** Undefined if nothing is there. */
  read(key: string): Promise<{ readonly bytes: Uint8Array; readonly versionId?: string } | undefined>;
  /** All that is there of one shard. */
  sourceOf(shard: Shard): ArchiveSource;
}

export interface LedgerTools {
  readonly table: LedgerTable;
  readonly store: LedgerStore;
  readonly signer: () => Promise<Signer>;
  readonly packDigest: string;
  readonly clock: () => Date;
  /** Key and ETag of the newest digest file of CloudTrail about a shard; null if nothing can be said of it. Never throws. */
  readonly newestDigest?: (shard: Shard) => Promise<string | null>;
}

/** Somebody else wrote in between: what was planned stands on an old state. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** A ledger that is open: what its calls share. */
export interface Open {
  readonly tools: LedgerTools;
  /** Between calls; a stale one is noticed before anything is stored. */
  readonly known: Map<string, LedgerEntry>;
  heads: { readonly at: number; readonly seals: Map<string, OtherSeal> } | undefined;
  hasBegun: boolean;
}

/** One call on one shard. */
export interface Run {
  readonly ledger: Open;
  readonly name: string;
  entry: LedgerEntry;
  readonly count: { segments: number; records: number; seals: number; withoutLookup: number };
}

/** @throws ConflictError */
export async function save(run: Run, changes: Partial<LedgerEntry>): Promise<void> {
  const entry = { ...run.entry, ...changes, generation: run.entry.generation + 1 };
  if (!(await run.ledger.tools.table.save(entry))) {
    throw new ConflictError(
      `${run.name} was written by somebody else since generation ${run.entry.generation}`,
    );
  }
  run.entry = entry;
  run.ledger.known.set(run.name, entry);
}

/** Stores it, or gives what is there. */
export async function placed({ tools: { store } }: Open, key: string, bytes: Uint8Array) {
  try {
    await store.put(key, bytes);
    return undefined;
  } catch (error) {
    const found = error instanceof KeyTakenError ? await store.read(key) : undefined;
    if (!found) throw error;
    return found;
  }
}

/** Nothing is known of how it came to be there: somebody must look. */
export const notOurs = (key: string): Error =>
  new Error(
    `the archive holds ${key}, which this ledger did not write. If its table was restored to an earlier time, delete the shard's item: the chain then goes on from the archive. If not, somebody else writes into the archive`,
  );
