import { putEvaluations } from '../../adapters/aws/config/evaluations.ts';
import type { ConfigEvaluation } from '../../engine/config-evaluation.ts';
import { logger, measure } from '../_runtime/observability.ts';
import { answerItem } from './answer.ts';
import { type Invocation, invocationOf } from './invocation.ts';
import type { ConfigPorts } from './ports.ts';
import { reportFor } from './report.ts';

/** What AWS Config was told. */
export interface Told {
  readonly kind: 'item' | 'full' | 'changes';
  readonly evaluations: number;
}

/**
 * Answers one invocation of a custom rule. @throws InputError for what cannot be understood, and whatever AWS throws:
 * AWS Config is then told nothing, and Lambda invokes again
 */
export async function evaluateRule(event: unknown, ports: ConfigPorts): Promise<Told> {
  try {
    const invocation = invocationOf(event);
    const told = await answer(invocation, ports);
    logger.info('told AWS Config', { rule: invocation.ruleName, ...told });
    return told;
  } catch (error) {
    measure('ConfigRuleFailures');
    throw error;
  }
}

async function answer(invocation: Invocation, ports: ConfigPorts): Promise<Told> {
  const { trigger, isTest } = invocation;
  if (trigger.kind === 'item') {
    const evaluation = await answerItem(invocation, trigger, ports);
    return { kind: 'item', evaluations: await put([evaluation], invocation, ports) };
  }
  const { kind, evaluations, told } = await reportFor(invocation, trigger.at, ports);
  const count = await put(evaluations, invocation, ports);
  if (!isTest) await told();
  return { kind, evaluations: count };
}

type Evaluations = AsyncIterable<ConfigEvaluation> | Iterable<ConfigEvaluation>;

async function put(
  evaluations: Evaluations,
  { token, isTest }: Invocation,
  { home }: ConfigPorts,
): Promise<number> {
  let unknown = 0;
  async function* counted(): AsyncGenerator<ConfigEvaluation> {
    for await (const evaluation of evaluations) {
      if (evaluation.isUnknown) unknown += 1;
      yield evaluation;
    }
  }
  const count = await putEvaluations(home, counted(), { token, isTest });
  measure('ConfigEvaluationsPut', count);
  // In AWS Config it looks like "not applicable": the metric tells it from what is.
  if (unknown > 0) measure('ConfigInsufficientData', unknown);
  return count;
}
