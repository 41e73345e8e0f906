import { sha256 } from '../../engine/canonical.ts';
import type { Shard } from '../../engine/evidence/layout.ts';
import { shardName } from '../../engine/evidence/layout.ts';
import type { UnsequencedRecord } from '../../engine/evidence/record.ts';
import type { Look, Sweep } from '../../engine/look.ts';
import type { Aws } from './aws.ts';

/** Of a message: records of one shard, in order. Bumped when an older reader could misread it. */
export const EVIDENCE_SCHEMA = 'assay.evidence-batch/1';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MAX_ENTRIES = 10;
// SQS takes a megabyte; EventBridge and older consumers a quarter.
const MAX_BYTES = 256 * 1024;
/** A batch of the queue holds at most so much. */
const MAX_BATCH_BYTES = 1024 * 1024;

interface Entry {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** Sends requests to look at resources, or to list them. Throws unless all of them are in the queue. */
export type SendLooks = (looks: readonly (Look | Sweep)[], delaySeconds?: number) => Promise<void>;

export const lookQueue =
  (aws: Aws, url: string): SendLooks =>
  (looks, delaySeconds = 0) =>
    sendAll(
      aws,
      url,
      looks.map((look) => ({
        MessageBody: JSON.stringify(look),
        ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
      })),
    );

/** Sends messages as they are. Throws unless all of them are in the queue. */
export type SendMessages = (messages: readonly object[]) => Promise<void>;

export const messageQueue =
  (aws: Aws, url: string): SendMessages =>
  (messages) =>
    sendAll(
      aws,
      url,
      messages.map((message) => ({ MessageBody: JSON.stringify(message) })),
    );

/** Hands records to whoever chains and seals them. Throws unless all of them are in the queue. */
export type SendEvidence = (shard: Shard, records: readonly UnsequencedRecord[]) => Promise<void>;

export const evidenceQueue =
  (aws: Aws, url: string): SendEvidence =>
  (shard, records) =>
    sendAll(
      aws,
      url,
      bodiesOf(shard, records).map((MessageBody) => ({
        MessageBody,
        MessageGroupId: shardName(shard),
        MessageDeduplicationId: sha256(MessageBody),
      })),
    );

/** As few messages as hold them. @throws RangeError if a record alone is too large for one */
function bodiesOf(shard: Shard, records: readonly UnsequencedRecord[]): readonly string[] {
  const texts = records.map((record) => JSON.stringify(record));
  const [head, tail] = [`{"schema":"${EVIDENCE_SCHEMA}","shard":${JSON.stringify(shard)},"records":[`, ']}'];
  const room = MAX_BYTES - head.length - tail.length;
  const bodies: string[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 1;
    if (size > room) throw new RangeError(`a record of ${size} bytes fits into no message of ${MAX_BYTES}`);
    if (used + size > room) {
      bodies.push([]);
      used = 0;
    }
    bodies.at(-1)?.push(text);
    used += size;
  }
  return bodies.map((body) => `${head}${body.join(',')}${tail}`);
}

async function sendAll(aws: Aws, QueueUrl: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const { SendMessageBatchCommand, SQSClient } = await import('./clients/sqs.ts');
  const client = aws.client(SQSClient, aws.region);
  for (const batch of batchesOf(entries)) {
    const Entries = batch.map((entry, index) => ({ ...entry, Id: String(index) }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [first] = Failed;
    if (first) {
      throw new Error(
        `${Failed.length} of ${batch.length} messages were refused: ${first.Code}: ${first.Message}`,
      );
    }
  }
}

function batchesOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody);
    if (bytes + size > MAX_BATCH_BYTES || batches.at(-1)?.length === MAX_ENTRIES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(entry);
    bytes += size;
  }
  return batches;
}
