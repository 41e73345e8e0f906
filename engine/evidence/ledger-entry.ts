import type { OtherSeal } from './seal.ts';
import type { SegmentEntry } from './segment.ts';
import type { ShardState, SignedSeal } from './shard.ts';

/** A segment that was about to be stored: what is found under its key and has its hash is ours. */
export interface SegmentAttempt {
  readonly entry: SegmentEntry;
  /** Ids of the messages that are stored once it is. */
  readonly messages: readonly string[];
  /** `sentAt` of the newest canary in it. */
  readonly canaryAt: string | null;
  /** `inForceId` of what it declares. */
  readonly inForce?: string;
}

/** What is kept of one shard between runs; plain JSON but for the seal's bytes. */
export interface LedgerEntry {
  /** From 1; each write adds 1 to the one it has read, or fails. */
  readonly generation: number;
  readonly state: ShardState;
  /** Attempts at the next segment, oldest first. A call that got no answer may still have been heard. */
  readonly attempts: readonly SegmentAttempt[];
  /** Signed and about to be stored; until it is, nothing else of the state changes. */
  readonly seal: SignedSeal | null;
  /** Ids of the newest batch's messages: until all of them are acknowledged, the queue brings no others. */
  readonly recent: readonly string[];
  /** `sentAt` of the newest canary in a segment, ISO 8601. */
  readonly canaryAt: string | null;
  /** `inForceId` of the rule pack and settings that were declared last. */
  readonly inForce?: string;
}

/** The table of shards. */
export interface LedgerTable {
  /** By name, `account/region`. */
  load(shard: string): Promise<LedgerEntry | null>;
  /** False if somebody else wrote since the generation before this one. */
  save(entry: LedgerEntry): Promise<boolean>;
  /** The newest seal of every shard that has one. */
  heads(): Promise<readonly OtherSeal[]>;
}

export const firstEntry = (state: ShardState): LedgerEntry => ({
  generation: 1,
  state,
  attempts: [],
  seal: null,
  recent: [],
  canaryAt: null,
});
