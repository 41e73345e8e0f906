import type { SQSRecord } from 'aws-lambda';
import { evaluateBatch } from './_evaluation/batch.ts';
import { parseEnv } from './_runtime/env.ts';
import { sqsHandler } from './_runtime/handler.ts';
import { EVALUATION, evaluationPorts } from './_runtime/ports.ts';

const env = parseEnv(...EVALUATION);
const ports = evaluationPorts(env);

/** Of the function's minute. */
const READING_MS = 40_000;

/** Change events, and requests of AWS Config's rules → evidence and posture. Gives the ids of messages to come again. */
export const evaluateChange = (records: readonly SQSRecord[]) => evaluateBatch(records, ports, READING_MS);

export const handler = sqsHandler(evaluateChange);
