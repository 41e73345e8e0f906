import type { Aws } from '../../adapters/aws/aws.ts';
import { type Debts, debts } from '../../adapters/aws/config/debts.ts';
import { type KnownIds, knownIds } from '../../adapters/aws/config/known-ids.ts';
import { type ReportStates, reportStates } from '../../adapters/aws/config/report-states.ts';
import { type PostureStore, postureStore } from '../../adapters/aws/posture.ts';
import { lookQueue, type SendLooks } from '../../adapters/aws/queue.ts';
import { rulesOfType } from '../../engine/config-rules.ts';
import type { Judge } from '../../engine/judge.ts';
import type { Rule } from '../../engine/rule.ts';
import { chosenRules } from '../../engine/settings.ts';
import type { ResourceDefinition } from '../../resources/definition.ts';
import { definitions } from '../../resources/index.ts';
import { rules } from '../../rules/index.ts';
import type { Env } from '../_runtime/env.ts';
import { InputError } from '../_runtime/errors.ts';
import { deployedSettings } from '../_runtime/settings.ts';
import { home as homeAws } from '../_runtime/world.ts';
import type { Invocation } from './invocation.ts';

/** What answering AWS Config needs of the world. */
export interface ConfigPorts {
  /** Those that the settings choose. */
  readonly rules: readonly Rule[];
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** Only few items have to be judged, and what that takes is half of the code. */
  readonly judge: () => Promise<Judge>;
  readonly home: Aws;
  readonly posture: PostureStore;
  readonly reports: ReportStates;
  readonly ids: KnownIds;
  readonly debts: Debts;
  /** To whoever reads and judges. */
  readonly sendLooks: SendLooks;
}

const byType: ReadonlyMap<string, ResourceDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

export function configPorts(env: Env<'POSTURE_TABLE' | 'CHANGES_QUEUE_URL'>): ConfigPorts {
  const home = homeAws();
  const { settings } = deployedSettings();
  return {
    rules: chosenRules(rules, settings),
    definitionOf: (type) => byType.get(type),
    judge: async () => (await import('../_evaluation/house.ts')).houseOf(settings, []).judge,
    home,
    posture: postureStore(home, env.POSTURE_TABLE),
    reports: reportStates(home, env.POSTURE_TABLE),
    ids: knownIds(home, env.POSTURE_TABLE),
    debts: debts(home, env.POSTURE_TABLE),
    sendLooks: lookQueue(home, env.CHANGES_QUEUE_URL),
  };
}

/** The rules that a Config rule stands for. @throws InputError if none of them is in force */
export function rulesFor(
  { subject, ruleName }: Invocation,
  { rules }: Pick<ConfigPorts, 'rules'>,
): readonly Rule[] {
  const counting = rules.filter(({ shadow }) => !shadow);
  const found =
    'ruleId' in subject
      ? counting.filter(({ id }) => id === subject.ruleId)
      : rulesOfType(counting, subject.type);
  if (found.length > 0) return found;
  const what = 'ruleId' in subject ? `the rule ${subject.ruleId}` : `a rule for ${subject.type}`;
  throw new InputError(
    `${ruleName} asks for ${what}, and the deployed settings choose none: deploy the stack again, or delete the Config rule`,
  );
}
