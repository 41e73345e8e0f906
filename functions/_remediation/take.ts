import type { Lock } from '../../adapters/aws/remediation-bounds.ts';
import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { DEFAULT_REMEDIATION } from '../../engine/remediation/mode.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { TransientError } from '../_runtime/errors.ts';
import { measure } from '../_runtime/observability.ts';
import { note } from './note.ts';
import type { PlanPorts } from './ports.ts';
import { recheck } from './recheck.ts';
import { renewed } from './renew.ts';
import { executionOf, standing } from './round.ts';

export interface Taken {
  /** Of the plan that stands now: one that has lapsed gave its place to another. */
  readonly id: string;
  /**
   * `taken`: nothing is in the way any more, and what was before is in evidence. `wait`: to come again; `ask`: a person
   * has to let it happen; `tell`: people are to hear that it does not happen; `refused`: it ends here.
   */
  readonly outcome: 'taken' | 'wait' | 'ask' | 'tell' | 'refused';
  readonly because: string;
  readonly waitSeconds: number;
}

/**
 * Takes what a plan needs to begin: the resource for itself, that it still holds, one of the hour's budget. What holds no
 * more is planned anew while the resource is locked, so that no other remediation makes that lapse as well.
 */
export async function takeRemediation({ id }: { readonly id: string }, ports: PlanPorts): Promise<Taken> {
  const { store } = ports;
  const stored = await standing(id, store);
  if (!stored) throw new Error(`no plan is called ${id}`);
  // A run before this one has come so far, and its answer was lost.
  if (stored.state === 'applying') return answer(stored, 'taken', 'it is taken already');
  if (!isLet(stored)) return stored.id === id ? refused(stored, nobody(stored), ports) : handedOn(stored);
  const [{ key }, execution] = [stored.trigger, executionOf(stored)];
  const lock = await store.lock(key, execution);
  if (!lock) return later(stored, { because: 'another remediation works on it' }, ports);
  const taken = await locked(stored, lock, ports);
  if (taken.outcome !== 'taken') await store.unlock(key, execution);
  return taken;
}

/** The state machine's word is not enough: the table knows what was decided, and who approved. */
const isLet = ({ decision: { outcome }, approval, state }: StoredPlan): boolean =>
  outcome === 'go' || (outcome === 'approve' && state === 'approved' && approval !== undefined);

const nobody = ({ decision: { outcome } }: StoredPlan): string =>
  `nobody let it happen: it was decided to ${outcome}`;

async function locked(stored: StoredPlan, lock: Lock, ports: PlanPorts): Promise<Taken> {
  const now = await recheck(stored, lock, ports);
  switch (now.is) {
    case 'holds':
      return begin(stored, now.verdicts, ports);
    case 'waits':
      return later(stored, now, ports);
    case 'told':
      return told(stored, now.because);
    case 'stopped':
      // Whoever let it happen hears that it does not.
      return stored.approval ? told(stored, now.because) : refused(stored, now.because, ports);
    case 'lapsed': {
      const next = await renewed(stored, now, ports);
      return isLet(next) ? begin(next, next.plan.verdicts, ports) : handedOn(next);
    }
  }
}

/** Of a new plan that may not happen by itself. */
const handedOn = (next: StoredPlan): Taken =>
  next.decision.outcome === 'approve'
    ? answer(next, 'ask', next.decision.because)
    : told(next, next.decision.because);

async function begin(stored: StoredPlan, baseline: Plan['verdicts'], ports: PlanPorts): Promise<Taken> {
  const { id, plan, hash, approval, trigger } = stored;
  const over = await overBudget(stored, ports);
  if (over) return over;
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
  if (!(await ports.store.move(id, ['planned', 'approved'], 'applying', { baseline })))
    throw new TransientError(`${id} is elsewhere`);
  return answer(stored, 'taken', 'nothing is in the way');
}

const HOUR_SECONDS = 3600;

/** What a person let happen waits for the next hour; what would go by itself does not: a herd that waits begins together. */
async function overBudget(stored: StoredPlan, ports: PlanPorts): Promise<Taken | null> {
  const { settings, home, store, account } = ports;
  const most = settings.budgetPerHour ?? DEFAULT_REMEDIATION.budgetPerHour;
  const whose = stored.plan.resource.account || account;
  if (await store.takeBudget(whose, executionOf(stored), most)) return null;
  const because = `the budget of ${most} remediations an hour is used up`;
  if (!stored.approval || most < 1) return told(stored, because);
  const passed = Math.floor(home.now().getTime() / 1000) % HOUR_SECONDS;
  return later(stored, { because, waitSeconds: HOUR_SECONDS - passed }, ports);
}

/** How long something is waited for that others have to end. */
const PATIENCE_SECONDS = 24 * HOUR_SECONDS;
const QUICK_SECONDS = 60;
const SLOW_SECONDS = 900;

interface Waiting {
  readonly because: string;
  readonly waitSeconds?: number;
}

/** Soon at first, and not for ever. */
function later(stored: StoredPlan, { because, waitSeconds }: Waiting, { home }: PlanPorts): Taken {
  const since = Date.parse(stored.approval?.at ?? stored.plan.plannedAt);
  const waited = (home.now().getTime() - since) / 1000;
  if (waited > PATIENCE_SECONDS) return told(stored, `${because}, and that for a day`);
  const pause = waited < HOUR_SECONDS ? QUICK_SECONDS : SLOW_SECONDS;
  return { ...answer(stored, 'wait', because), waitSeconds: waitSeconds ?? pause };
}

function told(stored: StoredPlan, because: string): Taken {
  measure('RemediationsStopped');
  return answer(stored, 'tell', because);
}

const answer = ({ id }: StoredPlan, outcome: Taken['outcome'], because: string): Taken => ({
  id,
  outcome,
  because,
  waitSeconds: 0,
});

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
  return { id, outcome: 'refused', because, waitSeconds: 0 };
}
