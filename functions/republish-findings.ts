import type { SQSRecord } from 'aws-lambda';
import { deployedTell, TELLING } from './_publishing/deployed.ts';
import { reportPublished } from './_publishing/report.ts';
import type { Pending } from './_publishing/tell.ts';
import { pendingIn } from './_publishing/unpublished.ts';
import { parseEnv } from './_runtime/env.ts';
import { sqsHandler } from './_runtime/handler.ts';
import { logger, measure } from './_runtime/observability.ts';

/** Most of what Security Hub allows an account is left to what is new. */
const tell = deployedTell(parseEnv(...TELLING), 2);

/** Findings that Security Hub did not take, as they stand now. Gives the ids of messages to come again. */
export async function republishFindings(records: readonly SQSRecord[]): Promise<readonly string[]> {
  const carried = records.map((record) => ({ record, pending: read(record) }));
  const all = carried.flatMap(({ pending = [] }) => pending);
  const untold = await tell(all);
  reportPublished(all, untold);
  const isDone = (pending: readonly Pending[] | undefined) => pending?.every((each) => !untold.has(each));
  return carried.filter(({ pending }) => !isDone(pending)).map(({ record }) => record.messageId);
}

/** Undefined: nobody can read it; it comes again until it lies in the dead-letter queue. */
function read({ body, messageId }: SQSRecord): readonly Pending[] | undefined {
  try {
    return pendingIn(body);
  } catch (error) {
    measure('PoisonMessages');
    logger.error('a message is none of ours', { messageId, because: String(error) });
    return undefined;
  }
}

export const handler = sqsHandler(republishFindings);
