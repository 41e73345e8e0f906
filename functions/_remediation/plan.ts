import { heldBy, pointerBrakes } from '../../engine/remediation/brakes.ts';
import { type Decision, decide } from '../../engine/remediation/decide.ts';
import { planHash } from '../../engine/remediation/plan.ts';
import type { Trigger } from '../../engine/remediation/trigger.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { measure } from '../_runtime/observability.ts';
import { type Considered, consider } from './consider.ts';
import { note } from './note.ts';
import type { PlanPorts } from './ports.ts';
import { type Found, find } from './subject.ts';

/** One execution, and what started it. */
export interface Planning {
  /** Name of the execution: the plan's id. */
  readonly id: string;
  readonly trigger: Trigger;
}

/** What the state machine goes on with. */
export interface Planned {
  readonly id: string;
  readonly outcome: Decision['outcome'];
  readonly because: string;
  readonly waitSeconds: number;
}

/** From a pointer to a plan and what is to come of it. A decision not to act is evidence, with its reason. */
export async function planRemediation(planning: Planning, ports: PlanPorts): Promise<Planned> {
  const { id, trigger } = planning;
  const found = await find(trigger, ports, id);
  const early = decide(heldBy(pointerBrakes, found.pointed));
  if (early.outcome !== 'go') return ended(planning, { decision: early, plan: null }, found, ports);
  const considered = await considerFound({ trigger }, found, ports);
  const { plan, decision } = considered;
  if (!plan || decision.outcome === 'stop') return ended(planning, considered, found, ports);
  const isSaved = await ports.store.savePlan({ id, plan, hash: planHash(plan), trigger, decision });
  if (!isSaved) throw new Error(`plan ${id} is under way already`);
  return answer(id, decision);
}

/**
 * `triedSince`: when a person let it happen, or when it was planned; by default when the finding was planned for first.
 * @throws RangeError where there is nothing to consider: the pointer's brakes come first
 */
export async function considerFound(
  { trigger, triedSince }: { readonly trigger: Trigger; readonly triedSince?: string },
  { pointed: { finding }, remediation }: Found,
  ports: PlanPorts,
): Promise<Considered> {
  if (!finding || !remediation) throw new RangeError('no finding, or nothing that puts it right');
  const generation = finding.rule.opened?.generation ?? 0;
  const history =
    trigger.kind === 'verdict'
      ? await ports.store.noteOpening(trigger.finding, generation)
      : await ports.store.history(trigger.finding);
  const since = triedSince ?? history.openings[generation] ?? trigger.at;
  return consider({ trigger, ref: finding.ref, generation, remediation, history, triedSince: since }, ports);
}

async function ended(
  { id, trigger }: Planning,
  { decision, plan }: Considered,
  { pointed: { finding } }: Found,
  ports: PlanPorts,
): Promise<Planned> {
  if (decision.outcome === 'wait') return answer(id, decision);
  measure('RemediationsStopped');
  await note(
    {
      stage: 'stopped',
      because: decision.because,
      ...(finding && { ref: finding.ref }),
      detail: {
        plan: id,
        brake: decision.brake,
        finding: trigger.finding,
        rule: trigger.rule,
        key: trigger.key,
        trigger: { ...trigger },
        ...(plan && { planned: plan as unknown as JsonObject }),
      },
    },
    ports,
  );
  return answer(id, decision);
}

const answer = (id: string, { outcome, because, waitSeconds = 0 }: Decision): Planned => ({
  id,
  outcome,
  because,
  waitSeconds,
});
