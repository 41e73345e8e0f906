import type { Shard } from './layout.ts';

export type ProblemKind =
  | 'not-an-archive'
  | 'unusable-key'
  | 'unreadable'
  | 'segment-changed'
  | 'segment-missing'
  | 'segment-inserted'
  | 'segment-reordered'
  | 'seal-changed'
  | 'seal-missing'
  | 'seal-replayed'
  | 'signature-invalid'
  | 'signature-missing'
  | 'wrong-key'
  | 'chain-broken'
  | 'gap-in-time'
  | 'beginning-missing'
  | 'tail-missing'
  | 'foreign-file'
  | 'foreign-account'
  | 'renamed'
  | 'covered'
  | 'record-newer-version'
  | 'sequence-gap'
  | 'clock-skew'
  | 'index-differs'
  | 'pack-changed'
  | 'pack-missing'
  | 'settings-changed'
  | 'settings-missing'
  | 'lookup-differs'
  | 'export-differs'
  | 'public-key-differs';

export interface Problem {
  readonly kind: ProblemKind;
  /** The file, as it is named in the archive; empty where the whole is meant. */
  readonly key: string;
  /** One plain sentence. */
  readonly message: string;
}

export type NoteKind =
  | 'not-sealed-yet'
  | 'tail-not-proven'
  | 'not-named'
  | 'configuration-unknown'
  | 'lookup-missing'
  | 'key-changed'
  | 'left-out'
  | 'other-sender';

/** True, worth knowing, and no fault. */
export interface Note {
  readonly kind: NoteKind;
  readonly key: string;
  readonly message: string;
}

export interface ShardReport extends Shard {
  readonly seals: number;
  readonly segments: number;
  readonly records: number;
  /** ISO 8601: every second before it, from the shard's beginning, is covered by an unbroken chain of seals; null if none is. */
  readonly provenUntil: string | null;
  /** ISO 8601: where its first seal with a valid signature begins; absent if it has none. */
  readonly provenFrom?: string;
  /** Hash of the newest seal with a valid signature. */
  readonly head: string | null;
}

export interface VerifyReport {
  /** proven: no problem, and something was there to prove; unusable: nothing here could be judged; failed: the rest. */
  readonly status: 'proven' | 'failed' | 'unusable';
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  readonly shards: readonly ShardReport[];
  /** Sealed and checked. */
  readonly counts: {
    readonly files: number;
    readonly seals: number;
    readonly segments: number;
    readonly records: number;
  };
  /** The earliest of the shards' own; null if any has none. */
  readonly provenUntil: string | null;
  /** The latest of the shards' own beginnings; absent if there is none. */
  readonly provenFrom?: string;
  /** Hash of the newest seal: publish it outside and give it to the next verification as `head`. */
  readonly head: string | null;
  /** Of the key that was brought, the first of them, hex. */
  readonly fingerprint: string | null;
}

const UNUSABLE: ReadonlySet<ProblemKind> = new Set([
  'not-an-archive',
  'unusable-key',
  'record-newer-version',
]);

/** Nothing that was not proven is ever called proven. */
export function statusOf(problems: readonly Problem[], seals: number): VerifyReport['status'] {
  if (problems.length > 0) return problems.every(({ kind }) => UNUSABLE.has(kind)) ? 'unusable' : 'failed';
  return seals > 0 ? 'proven' : 'unusable';
}
