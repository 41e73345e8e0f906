import type { SQSEvent } from 'aws-lambda';
import { listResources } from '../adapters/aws/listers/index.ts';
import type { Sweep } from '../engine/look.ts';
import { evaluateBatch } from './_evaluation/batch.ts';
import { sweep, sweepOnce } from './_evaluation/listing.ts';
import type { Ports } from './_evaluation/ports.ts';
import { readBudget } from './_evaluation/read-budget.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { EVALUATION, evaluationPorts } from './_runtime/ports.ts';

const env = parseEnv(...EVALUATION, 'READS_PER_SECOND');
const ports = evaluationPorts(env);
const spared: Ports = {
  ...ports,
  read: readBudget(ports.read, env.READS_PER_SECOND),
  sweep: (request) => sweepOnce(request, listResources, ports),
};

/** Of the function's four minutes. */
const READING_MS = 200_000;

/** Confirming reads, lists and other requests of our own, slower than changes; and one list of the sweep, as a task. */
export const evaluateInventory = async (event: SQSEvent | Sweep) => {
  if (!('Records' in event)) return sweep(event, listResources, ports);
  const failed = await evaluateBatch(event.Records, spared, READING_MS);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
};

export const handler = eventHandler(evaluateInventory);
