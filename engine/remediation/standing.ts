import { canonicalJson } from '../canonical.ts';
import type { Decision } from './decide.ts';
import type { Plan } from './plan.ts';

/** Plans that one execution makes: a resource that is another one each time that somebody has agreed is not run after. */
export const MOST_ROUNDS = 6;

/** A plan that is about to begin. */
export interface Beginning {
  readonly plan: Plan;
  /** A person has let exactly this plan happen. */
  readonly isApproved: boolean;
  /** Which of its execution's plans it is, from 1. */
  readonly round: number;
}

/** What would be planned now. */
export interface Again {
  readonly plan: Plan | null;
  readonly decision: Decision;
}

/**
 * What becomes of a plan once the world was looked at again. `holds`: it may begin. `lapsed`: `plan` takes its place, and
 * what was said of the old one says nothing of it. `told`: people hear that it does not happen. `stopped`: nothing.
 */
export type Standing =
  | { readonly is: 'holds'; readonly verdicts: Plan['verdicts'] }
  | { readonly is: 'lapsed'; readonly because: string; readonly plan: Plan; readonly decision: Decision }
  | { readonly is: 'told' | 'stopped'; readonly because: string }
  | { readonly is: 'waits'; readonly because: string; readonly waitSeconds: number };

const A_MINUTE = 60;

/** Holds a plan to the world as it is now. Only one that would be made again, and that may happen so, holds. */
export function standingOf({ plan, isApproved, round }: Beginning, again: Again): Standing {
  const { outcome, because, waitSeconds = A_MINUTE } = again.decision;
  if (outcome === 'wait') return { is: 'waits', because, waitSeconds };
  if (!again.plan || outcome === 'stop') return { is: 'stopped', because };
  const isSame = acts(again.plan) === acts(plan);
  if (isSame && (outcome === 'go' || (outcome === 'approve' && isApproved)))
    return { is: 'holds', verdicts: again.plan.verdicts };
  if (isSame && outcome === 'notify') return { is: 'told', because };
  if (round >= MOST_ROUNDS) {
    return {
      is: 'told',
      because: `it was planned ${round} times, and was another one each time it was to begin`,
    };
  }
  return {
    is: 'lapsed',
    because: isSame ? because : 'what it would change has changed since',
    plan: again.plan,
    decision: again.decision,
  };
}

/** What it stands on, and what it does about it. */
const acts = ({ beforeDigest, steps }: Plan): string =>
  canonicalJson({ beforeDigest, steps: steps as never });
