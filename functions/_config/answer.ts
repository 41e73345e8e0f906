import { wholeItem } from '../../adapters/aws/config/item.ts';
import {
  type Answer,
  answerFromPosture,
  answerFromVerdict,
  type ConfigEvaluation,
  evaluationOf,
  gone,
  worst,
} from '../../engine/config-evaluation.ts';
import { typesOf } from '../../engine/config-rules.ts';
import { LOOK_SCHEMA } from '../../engine/look.ts';
import type { Posture } from '../../engine/posture.ts';
import { refOfItem } from '../../resources/config-item.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { hasSeen } from './has-seen.ts';
import type { Invocation, Trigger } from './invocation.ts';
import { type ConfigPorts, rulesFor } from './ports.ts';

type ItemTrigger = Extract<Trigger, { kind: 'item' }>;

/** AWS's own samples evaluate these and no others. */
const IS_THERE: ReadonlySet<string> = new Set(['OK', 'ResourceDiscovered']);

/**
 * The answer about the resource of an item: from posture if that is newer, else judged from the item itself, in which
 * case the resource is queued to be read as well.
 */
export async function answerItem(
  invocation: Invocation,
  trigger: ItemTrigger,
  ports: ConfigPorts,
): Promise<ConfigEvaluation> {
  const { item } = trigger;
  const of = { resourceType: item.type, resourceId: item.id, orderedAt: item.capturedAt };
  const ruleIds = rulesFor(invocation, ports)
    .filter((rule) => typesOf(rule).includes(item.type))
    .map(({ id }) => id);
  if (ruleIds.length === 0) return evaluationOf(saying('the rule judges no such type'), of);
  if (invocation.hasLeftScope) return evaluationOf(saying('it has left the scope of the rule'), of);
  const ref = refOfItem(item);
  const key = resourceKey(ref, ports.definitionOf(ref.type));
  const remembered = await ports.posture.recall(key);
  const { posture } = remembered;
  if (!IS_THERE.has(item.status)) {
    await ports.ids.forget(key);
    // Posture has not heard of it: somebody look.
    if (posture && posture.presence !== 'deleted') await look(posture.ref, ports);
    return evaluationOf(gone, of);
  }
  if (item.id !== ref.id) await ports.ids.learn(key, item.id);
  if (posture && hasSeen(remembered, item.capturedAt) && knowsAll(posture, ruleIds)) {
    return evaluationOf(answerFromPosture(posture, ruleIds), of);
  }
  await look(ref, ports);
  await ports.debts.owe(invocation.ruleName, key, item.capturedAt);
  return evaluationOf(await judged(trigger, { ref, ruleIds }, ports), of);
}

const saying = (text: string): Answer => ({ status: 'NOT_APPLICABLE', text });

const knowsAll = ({ presence, rules }: Posture, ruleIds: readonly string[]): boolean =>
  presence === 'deleted' || ruleIds.every((id) => Object.hasOwn(rules, id));

async function judged(
  { item, isSummary }: ItemTrigger,
  { ref, ruleIds }: { readonly ref: ResourceRef; readonly ruleIds: readonly string[] },
  { judge, home }: ConfigPorts,
): Promise<Answer> {
  const whole = isSummary ? await wholeItem(home, item) : item;
  if (!whole) return { status: 'INSUFFICIENT_DATA', text: 'AWS Config has the oversized item no more' };
  const [{ resourceOfItem }, { isolated }, judging] = await Promise.all([
    import('../../resources/config-properties.ts'),
    import('../../engine/judge.ts'),
    judge(),
  ]);
  const around = isolated('AWS Config told of this resource alone');
  const judgements = judging.judge(resourceOfItem(whole, ref), around);
  return worst(
    judgements
      .filter(({ rule }) => ruleIds.includes(rule.id))
      .map(({ rule, verdict }) => [rule.id, answerFromVerdict(verdict)] as const),
  );
}

const look = (ref: ResourceRef, { home, sendLooks }: ConfigPorts): Promise<void> =>
  sendLooks([{ schema: LOOK_SCHEMA, reason: 'config-rule', ref, requestedAt: home.now().toISOString() }]);
