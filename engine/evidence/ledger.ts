import { canaryIn } from '../canary.ts';
import { sha256 } from '../canonical.ts';
import { iso } from './hours.ts';
import { type InForce, inForceId, inForceNotice } from './in-force.ts';
import { laterPublicKeyKey, PUBLIC_KEY_KEY, packKey, type Shard, settingsKey, shardName } from './layout.ts';
import { firstEntry, type LedgerEntry, type SegmentAttempt } from './ledger-entry.ts';
import {
  ConflictError,
  type LedgerStore,
  type LedgerTools,
  notOurs,
  type Open,
  type Run,
  save,
} from './ledger-run.ts';
import { finishSeal, putOnce, sealHours, sealIfMany } from './ledger-seals.ts';
import type { UnsequencedRecord } from './record.ts';
import { resumeShard } from './resume.ts';
import { afterSegment, KeyTakenError, newState, planSegment } from './shard.ts';
import { keyOfSigner, normalSignature, type PublicKey, readPublicKey } from './signature.ts';

/** One message of the queue. */
export interface LedgerMessage {
  /** The same each time that it is delivered. */
  readonly id: string;
  readonly records: readonly UnsequencedRecord[];
}

/** What one call stored, or found stored by a run that had stopped before it knew. */
export interface Stored {
  readonly segments: number;
  readonly records: number;
  readonly seals: number;
  /** Seals whose lookup could not be stored: their records are found all the same, by reading all of them. */
  readonly withoutLookup: number;
  /** ISO 8601. */
  readonly sealedTo: string;
}

/**
 * One chain a shard, written by runs of which each may stop anywhere: what is about to be stored is written down first,
 * so that the next run finishes it, doubles nothing and loses nothing. Runs on one shard may meet.
 */
export interface Ledger {
  /** Seals the hours that have ended, then stores what is not stored yet of the messages, as one segment. */
  append(shard: Shard, messages: readonly LedgerMessage[]): Promise<Stored>;
  /** Stores rule pack and settings, and says in the chain of this shard which they are, unless it says so already. */
  declare(shard: Shard, inForce: InForce): Promise<Stored>;
  /** Seals the hours that have ended, also where nothing happened. */
  seal(shard: Shard): Promise<Stored>;
}

const MOST_ATTEMPTS = 8;
const MOST_ROUNDS = 8;

export function createLedger(tools: LedgerTools): Ledger {
  const ledger: Open = { tools, known: new Map(), heads: undefined, hasBegun: false };
  return {
    append: (shard, messages) => inRounds(ledger, shard, (run) => append(run, messages)),
    declare: (shard, inForce) => inRounds(ledger, shard, (run) => declare(run, inForce)),
    seal: (shard) => inRounds(ledger, shard, settleAndSeal),
  };
}

async function inRounds(ledger: Open, shard: Shard, work: (run: Run) => Promise<void>): Promise<Stored> {
  const name = shardName(shard);
  const count = { segments: 0, records: 0, seals: 0, withoutLookup: 0 };
  for (let round = 1; ; round += 1) {
    try {
      const entry = ledger.known.get(name) ?? (await load(ledger, shard));
      const run: Run = { ledger, name, entry, count };
      await work(run);
      return { ...count, sealedTo: run.entry.state.sealedTo };
    } catch (error) {
      ledger.known.delete(name);
      if (!(error instanceof ConflictError) || round === MOST_ROUNDS) throw error;
    }
  }
}

async function load({ tools }: Open, shard: Shard): Promise<LedgerEntry> {
  const { table, store, signer, clock } = tools;
  const known = await table.load(shardName(shard));
  if (known) return known;
  // No entry: a new shard, or a table that was lost; only the archive can tell.
  const by = await signer();
  const resuming = {
    now: clock(),
    current: keyOfSigner(by),
    of: (fingerprint: string) => heldKey(store, fingerprint),
  };
  const resumed = await resumeShard(store.sourceOf(shard), shard, resuming);
  const entry = firstEntry(resumed?.state ?? newState(shard, clock()));
  const { unsigned } = resumed ?? {};
  const seal = unsigned && { ...unsigned, signature: normalSignature(await by.sign(unsigned.bytes)) };
  const first = seal ? { ...entry, seal } : entry;
  if (!(await table.save(first))) throw new ConflictError(`${shardName(shard)} was begun by somebody else`);
  return first;
}

/** A key that the archive's earlier seals name: whoever may write there may go on with it; verification trusts none of it. */
async function heldKey(store: LedgerStore, fingerprint: string): Promise<PublicKey | undefined> {
  for (const key of [PUBLIC_KEY_KEY, laterPublicKeyKey(fingerprint)]) {
    const found = await store.read(key);
    const held = found && readPublicKey(Buffer.from(found.bytes).toString());
    if (held?.fingerprint === fingerprint) return held;
  }
  return undefined;
}

async function settleAndSeal(run: Run): Promise<void> {
  await settle(run);
  await sealHours(run);
}

async function append(run: Run, messages: readonly LedgerMessage[]): Promise<void> {
  await settleAndSeal(run);
  await sealIfMany(run);
  const { recent } = run.entry;
  const records = messages.filter(({ id }) => !recent.includes(id)).flatMap(({ records }) => records);
  if (records.length === 0) return;
  await store(run, { records, messages: messages.map(({ id }) => id) });
}

/** The files first: whoever reads that they are in force finds them. */
async function declare(run: Run, inForce: InForce): Promise<void> {
  const id = inForceId(inForce);
  await settleAndSeal(run);
  if (run.entry.inForce === id) return;
  await putOnce(run.ledger, packKey(inForce.pack), inForce.packBytes());
  await putOnce(run.ledger, settingsKey(inForce.settingsDigest), inForce.settingsBytes);
  await sealIfMany(run);
  const records = [inForceNotice(inForce, run.ledger.tools.clock())];
  // The queue may still bring the newest batch again.
  await store(run, { records, messages: run.entry.recent, inForce: id });
}

interface Content extends Pick<SegmentAttempt, 'messages' | 'inForce'> {
  readonly records: readonly UnsequencedRecord[];
}

async function store(run: Run, { records, ...known }: Content): Promise<void> {
  const { state, attempts } = run.entry;
  const { clock, store } = run.ledger.tools;
  const closedAt = iso(Math.max(clock().getTime(), Date.parse(state.sealedTo)));
  const { bytes, entry } = planSegment(state, { records, closedAt });
  const attempt = { entry, ...known, canaryAt: newestCanary(records) };
  await save(run, { attempts: [...attempts, attempt].slice(-MOST_ATTEMPTS) });
  const { versionId } = await store.put(entry.key, bytes).catch((error: unknown) => {
    if (!(error instanceof KeyTakenError)) throw error;
    throw new ConflictError(`${entry.key} was stored since it was planned`, { cause: error });
  });
  await adopt(run, attempt, versionId);
}

const newestCanary = (records: readonly UnsequencedRecord[]): string | null =>
  records.reduce((newest: string | null, record) => later(newest, canaryIn(record)?.sentAt ?? null), null);

const later = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b > a) ? b : a;

/** The attempt is what was stored. */
async function adopt(run: Run, attempt: SegmentAttempt, versionId: string | undefined): Promise<void> {
  const { entry, messages, canaryAt, inForce = run.entry.inForce } = attempt;
  await save(run, {
    state: afterSegment(run.entry.state, versionId === undefined ? entry : { ...entry, versionId }),
    attempts: [],
    recent: messages,
    canaryAt: later(run.entry.canaryAt, canaryAt),
    ...(inForce !== undefined && { inForce }),
  });
  run.count.segments += 1;
  run.count.records += entry.count;
}

/** What an earlier run left unfinished. */
async function settle(run: Run): Promise<void> {
  await finishSeal(run);
  const { attempts } = run.entry;
  let foreign: string | undefined;
  for (const attempt of attempts.toReversed()) {
    const { key, compressed } = attempt.entry;
    const found = await run.ledger.tools.store.read(key);
    if (found && sha256(found.bytes) === compressed) return adopt(run, attempt, found.versionId);
    if (found) foreign = key;
  }
  if (foreign !== undefined) throw notOurs(foreign);
}
