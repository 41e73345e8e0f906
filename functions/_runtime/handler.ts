import middy from '@middy/core';
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { type Item, postureOf } from '../../adapters/aws/posture-item.ts';
import type { Posture } from '../../engine/posture.ts';
import { logger, metrics } from './observability.ts';
import { remedyOf } from './remedy.ts';

/** Log context and metrics, the same for every function. An error is logged once, here, and thrown on. */
const around = {
  before: ({ context }: { readonly context: Context }) => {
    logger.resetKeys();
    logger.addContext(context);
  },
  after: () => {
    // Without braces middy would answer with what this returns, in place of the function's own answer.
    publishMetrics();
  },
  onError: ({ error }: { readonly error: unknown }) => {
    publishMetrics();
    const remedy = remedyOf(error);
    logger.error('failed', {
      error: error instanceof Error ? error : new Error(String(error)),
      ...(remedy && { remedy }),
    });
  },
};

/** Powertools warns where there are none. */
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

/** A function that gets one event, and answers it. */
export const eventHandler = <E, R>(deed: (event: E) => Promise<R>) =>
  middy<E, R>()
    .use(around)
    .handler(async (event: E) => deed(event));

/**
 * A function that gets messages of a queue. The deed sees the whole batch, so that it can coalesce; it gives the ids of
 * the messages that failed. On a FIFO queue it must name every message after the first that failed.
 */
export const sqsHandler = (deed: (records: readonly SQSRecord[]) => Promise<Iterable<string>>) =>
  eventHandler<SQSEvent, SQSBatchResponse>(async ({ Records }) => ({
    batchItemFailures: [...(await deed(Records))].map((itemIdentifier) => ({ itemIdentifier })),
  }));

/** What became of one resource's posture, as the table's stream tells it. */
export interface PostureChange {
  readonly sequence: string;
  /** Null for the first; a removed posture comes as no change at all. */
  readonly before: Posture | null;
  readonly after: Posture;
}

/**
 * A function that gets changes of posture, in order per resource and at least once. The deed gives the sequence of the
 * first change that is to come again, with all after it; undefined if all is done.
 */
export const postureHandler = (deed: (changes: readonly PostureChange[]) => Promise<string | undefined>) =>
  eventHandler<DynamoDBStreamEvent, DynamoDBBatchResponse>(async ({ Records }) => {
    const first = await deed(Records.flatMap(changeIn));
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  });

function changeIn({ dynamodb }: DynamoDBRecord): readonly PostureChange[] {
  const after = postureOf(dynamodb?.NewImage as Item | undefined);
  const before = postureOf(dynamodb?.OldImage as Item | undefined) ?? null;
  return after ? [{ sequence: dynamodb?.SequenceNumber ?? '', before, after }] : [];
}
