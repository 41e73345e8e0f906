import { evaluateRule } from './_config/evaluate.ts';
import { configPorts } from './_config/ports.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';

const env = parseEnv('POSTURE_TABLE', 'CHANGES_QUEUE_URL');
const ports = configPorts(env);

/**
 * The one function behind every custom rule of AWS Config, which says in the rule's parameters what it stands for.
 * It answers from posture where it can, and writes no finding and no evidence of its own.
 */
export const evaluateConfigRule = (event: unknown) => evaluateRule(event, ports);

export const handler = eventHandler(evaluateConfigRule);
