import type { SQSRecord } from 'aws-lambda';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import type { LedgerMessage, Stored } from '../../engine/evidence/ledger.ts';
import { inParallel } from '../_evaluation/in-parallel.ts';
import { logger, measure } from '../_runtime/observability.ts';
import { remedyOf } from '../_runtime/remedy.ts';
import { evidenceIn, isCanonical } from './messages.ts';
import type { LedgerPorts } from './ports.ts';

const SHARDS_AT_ONCE = 4;

interface Group {
  readonly shard: Shard;
  readonly messages: LedgerMessage[];
}

/**
 * Stores a batch of the evidence queue, one segment a shard; gives the ids of messages that are to come again. A shard
 * fails as a whole, so that its order stays; a message that can never be stored fails alone, and holds up nobody.
 */
export async function storeBatch(
  records: readonly SQSRecord[],
  ports: LedgerPorts,
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const poison: SQSRecord[] = [];
  const groups = new Map<string, Group>();
  for (const record of records) {
    const found = understood(record, ports);
    if (!found) {
      poison.push(record);
      continue;
    }
    const { shard, message } = found;
    const group = groups.get(shardName(shard)) ?? { shard, messages: [] };
    groups.set(shardName(shard), group);
    group.messages.push(message);
  }
  await inParallel(SHARDS_AT_ONCE, [...groups.values()], async (group) => {
    const unstorable = await storeGroup(group, ports);
    for (const id of unstorable ?? group.messages.map(({ id }) => id)) failed.add(id);
    poison.push(...records.filter(({ messageId }) => unstorable?.has(messageId)));
  });
  for (const { messageId } of poison) failed.add(messageId);
  await hasten(poison, ports);
  return failed;
}

/** Its group waits longer without it: a pity, and no reason to do the rest again. */
async function hasten(poison: readonly SQSRecord[], ports: LedgerPorts): Promise<void> {
  try {
    await ports.hasten(poison.map(({ receiptHandle }) => receiptHandle));
  } catch (error) {
    logger.warn('messages that cannot be stored will hold up their group for longer', { error });
  }
}

function understood(record: SQSRecord, { home, senders }: LedgerPorts) {
  try {
    return evidenceIn(record, { now: home.now(), senders });
  } catch (error) {
    tellPoison(record.messageId, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function tellPoison(messageId: string, because: string): void {
  measure('PoisonMessages');
  logger.error(
    'a message is no evidence that can be stored; it goes to the dead-letter queue, where somebody must look at it',
    { messageId, because },
  );
}

/** Ids of the messages of which no segment can be made; undefined if the whole must be tried again. */
async function storeGroup(
  { shard, messages }: Group,
  ports: LedgerPorts,
): Promise<ReadonlySet<string> | undefined> {
  try {
    tellStored(shard, await ports.ledger.append(shard, messages));
    return new Set();
  } catch (error) {
    const unstorable = messages.filter((message) => !isCanonical(message));
    if (unstorable.length === 0) {
      logger.error('could not store evidence; it will be tried again', {
        shard: shardName(shard),
        error,
        remedy: remedyOf(error),
      });
      return undefined;
    }
    for (const { id } of unstorable) tellPoison(id, 'a text in it has no canonical form');
    const rest = messages.filter((message) => !unstorable.includes(message));
    const others = rest.length === 0 ? new Set<string>() : await storeGroup({ shard, messages: rest }, ports);
    const ids = unstorable.map(({ id }) => id);
    return others === undefined ? undefined : new Set([...ids, ...others]);
  }
}

/** One line a deed, and its figures. */
export function tellStored(
  shard: Shard,
  { segments, records, seals, sealedTo, withoutLookup }: Stored,
): void {
  if (segments > 0) measure('SegmentsWritten', segments);
  if (seals > 0) measure('SealsWritten', seals);
  if (withoutLookup > 0) {
    logger.warn('a seal has no lookup; its records are found by reading all of them', {
      shard: shardName(shard),
      withoutLookup,
    });
  }
  logger.info('stored', { shard: shardName(shard), segments, records, seals, sealedTo });
}
