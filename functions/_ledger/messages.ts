import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { EVIDENCE_SCHEMA } from '../../adapters/aws/queue.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import type { LedgerMessage } from '../../engine/evidence/ledger.ts';
import { RECORD_SCHEMA, type UnsequencedRecord } from '../../engine/evidence/record.ts';
import type { Json } from '../../resources/resource.ts';
import { InputError } from '../_runtime/errors.ts';

/** A message of the evidence queue, as far as it can be trusted to make a segment that verifies. */
export interface EvidenceMessage {
  readonly shard: Shard;
  readonly message: LedgerMessage;
}

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time'));
const record = z.looseObject({
  schema: z.literal(RECORD_SCHEMA),
  kind: z.string(),
  recordedAt: time,
  resource: z.optional(z.looseObject({ account: z.nullable(z.string()) })),
});
const batch = z.object({
  schema: z.literal(EVIDENCE_SCHEMA),
  shard: z.object({
    account: z.string().check(z.regex(/^\d{12}$/, 'expected an account id')),
    region: z.string().check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'expected a Region')),
  }),
  records: z.array(record).check(z.minLength(1)),
});

/** Clocks of evaluator and sealer may differ by this much, or the archive's verification objects. */
const SKEW_MS = 5 * 60_000;

interface Reading {
  readonly now: Date;
  /** Unique ids of the roles whose word evidence is. */
  readonly senders: ReadonlySet<string>;
}

/** Reads a message. @throws InputError if it is none of ours: no retry makes it one */
export function evidenceIn(message: SQSRecord, { now, senders }: Reading): EvidenceMessage {
  const { messageId: id, body, attributes } = message;
  const result = z.safeParse(batch, parsed(body));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(`it is no ${EVIDENCE_SCHEMA}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { shard, records } = result.data;
  // One chain is written by one run at a time because it is one group.
  if (attributes.MessageGroupId !== shardName(shard)) {
    throw new InputError(`it is about ${shardName(shard)}, in the group ${attributes.MessageGroupId}`);
  }
  for (const each of records) check(each, { shard, now });
  const said = records as unknown as readonly UnsequencedRecord[];
  return { shard, message: { id, records: marked(said, attributes.SenderId, senders) } };
}

/**
 * Nothing is refused for its sender: a message that was moved out of the dead-letter queue may have been sent anew by
 * whoever moved it. What is not our functions' own word says whose it is, so that nobody takes it for theirs.
 */
function marked(
  records: readonly UnsequencedRecord[],
  sender: string,
  senders: ReadonlySet<string>,
): readonly UnsequencedRecord[] {
  const [roleId = ''] = sender.split(':');
  return senders.has(roleId) ? records : records.map((record) => ({ ...record, sender }));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InputError('it is no JSON', { cause });
  }
}

interface Place {
  readonly shard: Shard;
  readonly now: Date;
}

function check(each: z.infer<typeof record>, { shard, now }: Place): void {
  const account = each.resource?.account ?? shard.account;
  if (account !== shard.account) {
    throw new InputError(`it holds a record of account ${account} for the chain of ${shard.account}`);
  }
  if (Date.parse(each.recordedAt) > now.getTime() + SKEW_MS) {
    throw new InputError(`it holds a record of ${each.recordedAt}, which is still to come`);
  }
}

/** Has all of it a canonical form? Asked only where a segment could not be made. */
export function isCanonical({ records }: LedgerMessage): boolean {
  try {
    for (const each of records) canonicalJson(each as unknown as Json);
    return true;
  } catch {
    return false;
  }
}
