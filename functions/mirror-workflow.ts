import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { postureStore } from '../adapters/aws/posture.ts';
import { type FindingsImported, importedIn, importedOf } from './_publishing/heard.ts';
import { mirrored } from './_publishing/mirror.ts';
import { parseEnv } from './_runtime/env.ts';
import { InputError } from './_runtime/errors.ts';
import { eventHandler } from './_runtime/handler.ts';
import { logger, measure } from './_runtime/observability.ts';
import { remedyOf } from './_runtime/remedy.ts';
import { home } from './_runtime/world.ts';

const env = parseEnv('ACCOUNT_ID', 'POSTURE_TABLE');
const { region, now } = home();
const postures = postureStore(home(), env.POSTURE_TABLE);
const options = { postures, account: env.ACCOUNT_ID, region, now };

/** What people do to our findings in Security Hub → posture: one event, or messages of a queue that hold one each. */
export async function mirrorWorkflow(event: FindingsImported | SQSEvent) {
  if (!('Records' in event)) return mirrored(importedOf(event), options);
  const failed: { readonly itemIdentifier: string }[] = [];
  // One after the other: events about one resource are often together, and would only be in each other's way.
  for (const record of event.Records)
    if (!(await isDone(record))) failed.push({ itemIdentifier: record.messageId });
  return { batchItemFailures: failed };
}

async function isDone({ body, messageId }: SQSRecord): Promise<boolean> {
  try {
    await mirrored(importedIn(body), options);
    return true;
  } catch (error) {
    if (error instanceof InputError) measure('PoisonMessages');
    logger.error('a workflow could not be heard of', {
      messageId,
      because: String(error),
      remedy: remedyOf(error),
    });
    return false;
  }
}

export const handler = eventHandler(mirrorWorkflow);
