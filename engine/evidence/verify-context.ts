import type { ConfigurationSeen } from './configuration.ts';
import type { ArchiveSource, Inventory } from './inventory.ts';
import type { Note, Problem, ProblemKind } from './report.ts';
import type { SendersSeen } from './senders.ts';
import type { PublicKey } from './signature.ts';
import type { Part } from './verify-export.ts';

/** Shard → number of a seal of it → its hash and the seal that says so. */
export type Named = ReadonlyMap<string, ReadonlyMap<number, { readonly hash: string; readonly by: string }>>;

/** What one verification shares. */
export interface Verification {
  readonly source: ArchiveSource;
  readonly inventory: Inventory;
  /** At least one. */
  readonly trusted: readonly PublicKey[];
  /** Keys in the archive that nobody brought: only for the words of a problem. */
  readonly strange: readonly PublicKey[];
  readonly heads: readonly string[];
  readonly accounts: readonly string[];
  readonly now: number | undefined;
  /** What sealed records say of rules and settings. */
  readonly configuration: ConfigurationSeen;
  /** Who else sent what is sealed. */
  readonly senders: SendersSeen;
  /** What seals say of other shards. */
  readonly named: Named;
  /** Of a part of an archive, what it says that it holds. */
  readonly part: Part | undefined;
  readonly problems: Problem[];
  readonly notes: Note[];
  /** Hash of a file that should be there and is not → its key. */
  readonly missing: Map<string, string>;
}

/** Clocks of evaluator, writer and sealer may differ by this much. */
export const SKEW = 5 * 60_000;

export function addProblem(
  { problems }: Pick<Verification, 'problems'>,
  kind: ProblemKind,
  key: string,
  message: string,
): void {
  problems.push({ kind, key, message });
}

/** The file, undefined where it is not listed or cannot be read; the latter is a problem of its own. */
export async function readFile(
  verification: Verification,
  key: string,
  versionId?: string,
): Promise<Uint8Array | undefined> {
  if (!verification.inventory.keys.has(key)) return undefined;
  try {
    return await verification.source.read(key, versionId);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    addProblem(verification, 'unreadable', key, `it is listed but cannot be read: ${because}`);
    return undefined;
  }
}
