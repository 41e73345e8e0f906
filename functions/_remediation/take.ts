import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { heldBy, pointerBrakes } from '../../engine/remediation/brakes.ts';
import { decide } from '../../engine/remediation/decide.ts';
import { DEFAULT_REMEDIATION } from '../../engine/remediation/mode.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { measure } from '../_runtime/observability.ts';
import { note } from './note.ts';
import { considerFound } from './plan.ts';
import type { PlanPorts } from './ports.ts';
import { find } from './subject.ts';

export interface Taken {
  readonly id: string;
  /** `taken`: nothing is in the way any more, and what was before is in evidence. */
  readonly outcome: 'taken' | 'refused';
  readonly because: string;
}

/** Another remediation works on the same resource: to be tried again. */
class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** A plan as old as that is compared with the world again. */
const FRESH_MS = 60_000;

/** Takes what a plan needs to begin: that it still holds, the resource for itself, one of the hour's budget. */
export async function takeRemediation({ id }: { readonly id: string }, ports: PlanPorts): Promise<Taken> {
  const stored = await known(id, ports);
  const { plan, state, hash } = stored;
  // A run before this one has come so far, and its answer was lost.
  if (state === 'applying') return { id, outcome: 'taken', because: 'it is taken already' };
  const because = (await notAllowed(stored, ports)) ?? (await lapsed(stored, ports));
  if (because !== null) return refused(stored, because, ports);
  const { key } = stored.trigger;
  if (!(await ports.store.lock(key, id))) throw new BusyError(`another remediation works on ${key}`);
  if (!(await takeBudget(stored, ports))) {
    await ports.store.unlock(key, id);
    const most = ports.settings.budgetPerHour ?? DEFAULT_REMEDIATION.budgetPerHour;
    return refused(stored, `the budget of ${most} remediations an hour is used up`, ports);
  }
  const { approval, trigger } = stored;
  await note(
    {
      stage: 'begun',
      because: approval ? `${approval.by} let it happen: ${approval.reason}` : stored.decision.because,
      ref: plan.resource,
      detail: {
        plan: id,
        finding: plan.finding,
        rule: plan.rule,
        hash,
        requester: trigger.requester,
        ...(approval && { approval: { ...approval } }),
        // The whole of it: what was before, and how it is taken back.
        planned: plan as unknown as JsonObject,
      },
    },
    ports,
  );
  if (!(await ports.store.move(id, ['planned', 'approved'], 'applying')))
    throw new BusyError(`${id} is elsewhere`);
  return { id, outcome: 'taken', because: 'nothing is in the way' };
}

async function known(id: string, { store }: PlanPorts): Promise<StoredPlan> {
  const stored = await store.plan(id);
  if (!stored) throw new Error(`no plan is called ${id}`);
  return stored;
}

/** The state machine's word is not enough: the table knows what was decided, and who approved. */
async function notAllowed(
  { decision: { outcome }, approval, state }: StoredPlan,
  { killSwitch }: PlanPorts,
): Promise<string | null> {
  const isAllowed = outcome === 'go' || (outcome === 'approve' && state === 'approved' && approval);
  if (!isAllowed) return `nobody let it happen: it was decided to ${outcome}`;
  const now = await killSwitch();
  return now.isOn ? null : now.because;
}

/** After an approval, and after a wait, the world may be another one. */
async function lapsed({ plan, trigger, approval }: StoredPlan, ports: PlanPorts): Promise<string | null> {
  const isFresh = ports.home.now().getTime() - Date.parse(plan.plannedAt) < FRESH_MS;
  if (!approval && isFresh) return null;
  const found = await find({ ...trigger, generation: plan.generation }, ports);
  const early = decide(heldBy(pointerBrakes, found.pointed));
  if (early.outcome !== 'go') return early.because;
  const { plan: again, decision } = await considerFound(trigger, found, ports);
  if (!again || decision.outcome === 'stop' || decision.outcome === 'notify') return decision.because;
  if (again.beforeDigest === plan.beforeDigest) return null;
  return 'what it would change has changed since: the plan has lapsed';
}

async function takeBudget(
  { id, plan }: StoredPlan,
  { store, settings, account }: PlanPorts,
): Promise<boolean> {
  const most = settings.budgetPerHour ?? DEFAULT_REMEDIATION.budgetPerHour;
  return store.takeBudget(plan.resource.account || account, id, most);
}

async function refused(
  { id, plan, hash, approval }: StoredPlan,
  because: string,
  ports: PlanPorts,
): Promise<Taken> {
  measure('RemediationsStopped');
  const detail = { plan: id, finding: plan.finding, rule: plan.rule, hash };
  await note(
    {
      stage: 'refused',
      because,
      ref: plan.resource,
      detail: { ...detail, ...(approval && { approval: { ...approval } }) },
    },
    ports,
  );
  await ports.store.move(id, ['planned', 'asked', 'approved'], 'refused');
  return { id, outcome: 'refused', because };
}
