import type { Announce } from '../../adapters/aws/event-bus.ts';
import type { LedgerState } from '../../adapters/aws/ledger/state.ts';
import {
  DAILY_SEALS,
  type DailySeal,
  dailySeal,
  dailySealsText,
  lastDay,
} from '../../engine/evidence/daily-seals.ts';
import { type Shard, sealKey, shardName, signatureKey } from '../../engine/evidence/layout.ts';
import type { LedgerStore } from '../../engine/evidence/ledger-run.ts';
import type { Signer } from '../../engine/evidence/signature.ts';
import { logger, measure } from '../_runtime/observability.ts';

/** What publishing seals needs of the world. */
export interface DailySealsPorts {
  readonly store: Pick<LedgerStore, 'read'>;
  readonly signer: () => Promise<Pick<Signer, 'publicKeyPem'>>;
  readonly state: Pick<LedgerState, 'recallPublished' | 'rememberPublished'>;
  /** To the findings bus. */
  readonly announce: Announce;
}

export interface SealedShard extends Shard {
  /** ISO 8601. */
  readonly sealedTo: string;
}

/** An event may have 256 KB; one seal is half a kilobyte. */
const SEALS_AN_EVENT = 300;

/**
 * Publishes the last seal of the last whole day, of every shard that it was not published of. At least once; the same
 * text each time. Sealing does not wait for it: what fails is counted, and comes again with the next hour.
 */
export async function publishDailySeals(
  shards: readonly SealedShard[],
  ports: DailySealsPorts,
  now: Date,
): Promise<void> {
  const { day, end } = lastDay(now);
  let unpublished = shards.length;
  try {
    const published = await ports.state.recallPublished();
    const due = shards.filter((shard) => published[shardName(shard)] !== day);
    const { found, waiting } = await sealsOf(due, { end, published, ports });
    for (let at = 0; at < found.length; at += SEALS_AN_EVENT)
      await publish(day, found.slice(at, at + SEALS_AN_EVENT), { ports, now });
    const done = found.map((seal) => [shardName(seal), day] as const);
    if (done.length > 0) await ports.state.rememberPublished({ ...published, ...Object.fromEntries(done) });
    unpublished = waiting;
  } catch (error) {
    logger.error('could not publish the last seals of the day; it will be tried again', { day, error });
  }
  measure('SealsUnpublished', unpublished);
}

interface Asked {
  readonly end: string;
  readonly published: Readonly<Record<string, string>>;
  readonly ports: DailySealsPorts;
}

/** The seals that are there, and how many are still to come, or should be there and are not. */
async function sealsOf(
  shards: readonly SealedShard[],
  { end, published, ports }: Asked,
): Promise<{ readonly found: readonly DailySeal[]; readonly waiting: number }> {
  const found: DailySeal[] = [];
  let waiting = 0;
  for (const shard of shards) {
    const seal = shard.sealedTo < end ? undefined : await sealOf(shard, end, ports);
    if (seal) found.push(seal);
    // A shard that began after the day's end has none.
    else if (shard.sealedTo < end || published[shardName(shard)] !== undefined) waiting += 1;
  }
  return { found, waiting };
}

async function sealOf(
  shard: Shard,
  end: string,
  { store, signer }: DailySealsPorts,
): Promise<DailySeal | undefined> {
  const key = sealKey(shard, end);
  const [seal, signature] = await Promise.all([store.read(key), store.read(signatureKey(key))]);
  if (!seal || !signature) return undefined;
  const { publicKeyPem } = await signer();
  return dailySeal({ bytes: seal.bytes, signature: signature.bytes }, publicKeyPem);
}

interface Publishing {
  readonly ports: DailySealsPorts;
  readonly now: Date;
}

async function publish(day: string, seals: readonly DailySeal[], { ports, now }: Publishing): Promise<void> {
  const detail = dailySealsText(day, seals);
  const { again, refused } = await ports.announce([
    { detailType: DAILY_SEALS, detail, resources: [], at: now, subject: day },
  ]);
  if (again !== undefined || refused.length > 0)
    throw new Error(`the bus did not take them: ${refused[0]?.because ?? 'it was too busy'}`);
  logger.info('published', { day, seals: seals.length });
}
