import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { planHash } from '../../engine/remediation/plan.ts';
import type { Standing } from '../../engine/remediation/standing.ts';
import { planName } from '../../engine/remediation/trigger.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { note } from './note.ts';
import type { PlanPorts } from './ports.ts';
import { executionOf, roundOf } from './round.ts';

type Lapsed = Extract<Standing, { is: 'lapsed' }>;

/** Puts another plan in the place of one that has lapsed, with evidence of both. No approval goes over to it. */
export async function renewed(stored: StoredPlan, lapsed: Lapsed, ports: PlanPorts): Promise<StoredPlan> {
  const { plan, decision, because } = lapsed;
  const [execution, round] = [executionOf(stored), roundOf(stored) + 1];
  const next = {
    id: planName(execution, round),
    plan,
    hash: planHash(plan),
    trigger: stored.trigger,
    decision,
    replaces: { plan: stored.id, because, execution, round },
  };
  await note(
    {
      stage: 'lapsed',
      because,
      ref: plan.resource,
      detail: {
        plan: stored.id,
        finding: plan.finding,
        rule: plan.rule,
        hash: stored.hash,
        ...(stored.approval && { approval: { ...stored.approval } }),
        planned: stored.plan as unknown as JsonObject,
        next: { plan: next.id, hash: next.hash, planned: plan as unknown as JsonObject },
      },
    },
    ports,
  );
  if (!(await ports.store.savePlan(next))) throw new Error(`plan ${next.id} is under way already`);
  // Last, so that whoever comes after a crash finds the old one as it was, or both.
  await ports.store.move(stored.id, ['planned', 'asked', 'approved'], 'lapsed', { next: next.id });
  return { ...next, state: 'planned' };
}
