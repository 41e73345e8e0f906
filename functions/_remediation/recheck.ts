import type { Lock } from '../../adapters/aws/remediation-bounds.ts';
import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { heldBy, pointerBrakes } from '../../engine/remediation/brakes.ts';
import { decide } from '../../engine/remediation/decide.ts';
import { type Standing, standingOf } from '../../engine/remediation/standing.ts';
import { considerFound } from './plan.ts';
import type { PlanPorts } from './ports.ts';
import { executionOf, roundOf } from './round.ts';
import { find } from './subject.ts';

/** A plan as old as that is compared with the world again. */
const FRESH_MS = 60_000;

/** Holds a plan to the world as it is, while nobody else of ours may change the resource. */
export async function recheck(stored: StoredPlan, lock: Lock, ports: PlanPorts): Promise<Standing> {
  const { plan, trigger, approval } = stored;
  if (isFresh(stored, lock, ports)) {
    const now = await ports.killSwitch();
    return now.isOn ? { is: 'holds', verdicts: plan.verdicts } : { is: 'told', because: now.because };
  }
  const beginning = { plan, isApproved: approval !== undefined, round: roundOf(stored) };
  const found = await find({ ...trigger, generation: plan.generation }, ports, executionOf(stored));
  const early = decide(heldBy(pointerBrakes, found.pointed));
  if (early.outcome !== 'go') return standingOf(beginning, { plan: null, decision: early });
  const triedSince = approval?.at ?? plan.plannedAt;
  return standingOf(beginning, await considerFound({ trigger, triedSince }, found, ports));
}

/** Just made, of a resource that no other remediation has changed in between. */
function isFresh({ plan, approval }: StoredPlan, { freed }: Lock, { home }: PlanPorts): boolean {
  const plannedAt = Date.parse(plan.plannedAt);
  if (approval || home.now().getTime() - plannedAt >= FRESH_MS) return false;
  // With room for what is read before it is seen to be changed.
  return freed === null || Date.parse(freed) < plannedAt - FRESH_MS;
}
