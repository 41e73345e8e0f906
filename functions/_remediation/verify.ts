import type { Status } from '../../engine/verdict.ts';
import { shardOf } from '../_evaluation/settle.ts';
import { look } from './look.ts';
import type { PlanPorts } from './ports.ts';

export interface Verifying {
  readonly id: string;
  /** How often it has been looked at already. */
  readonly looks?: number;
}

export interface Verified {
  readonly id: string;
  readonly outcome: 'verified' | 'not-yet' | 'failed' | 'gone';
  readonly because: string;
  readonly looks: number;
}

/** Describes lag behind changes, tags behind describes: at 15 seconds a look, two minutes. */
const MOST_LOOKS = 8;

/** Judges again: the rule must be content, and no other may be worse than when the plan was made. */
export async function verifyRemediation({ id, looks = 0 }: Verifying, ports: PlanPorts): Promise<Verified> {
  const stored = await ports.store.plan(id);
  if (!stored) throw new Error(`no plan is called ${id}`);
  const { plan } = stored;
  const seen = await look(plan.resource, ports);
  const answer = { id, looks: looks + 1 };
  if (seen.outcome === 'gone') return { ...answer, outcome: 'gone', because: 'the resource exists no more' };
  const wrong = wrongIn(stored.baseline ?? plan.verdicts, seen.verdicts, plan.rule);
  if (wrong === null) {
    const trigger = { kind: 'remediation', time: ports.home.now().toISOString() } as const;
    await ports.sendEvidence(shardOf(plan.resource, ports), [await seen.judged.record(trigger)]);
    return {
      ...answer,
      outcome: 'verified',
      because: `${plan.rule} is COMPLIANT, and no other verdict is worse`,
    };
  }
  return { ...answer, outcome: looks + 1 < MOST_LOOKS ? 'not-yet' : 'failed', because: wrong };
}

type Verdicts = Readonly<Record<string, Status>>;

const RANK: Readonly<Record<Status, number>> = {
  COMPLIANT: 0,
  NOT_APPLICABLE: 0,
  INSUFFICIENT_DATA: 1,
  NON_COMPLIANT: 2,
};

function wrongIn(before: Verdicts, after: Verdicts, rule: string): string | null {
  if (after[rule] !== 'COMPLIANT') return `${rule} is ${after[rule] ?? 'not asked any more'}`;
  const worse = Object.entries(before).find(
    ([id, status]) => RANK[after[id] ?? 'INSUFFICIENT_DATA'] > RANK[status],
  );
  return worse ? `${worse[0]} was ${worse[1]} and is ${after[worse[0]] ?? 'not asked any more'}` : null;
}
