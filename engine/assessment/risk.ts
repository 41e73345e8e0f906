import type { Severity } from '../rule.ts';
import type { Status } from '../verdict.ts';
import type { RiskScore } from './assessment.ts';

/**
 * Why a finding counts. `lost`: it failed, cannot be judged now, and nobody saw it fixed; `unknown`: nobody knows
 * whether it ever failed.
 */
export type RiskReason = 'failing' | 'waived' | 'lost' | 'unknown';

export type RiskCounts = Readonly<Record<RiskReason, Readonly<Record<Severity, number>>>>;

/** What of a finding the score looks at. */
export interface Exposure {
  readonly status: Status;
  readonly severity: Severity;
  readonly isAdvisory: boolean;
  readonly isWaived: boolean;
  /** It was NON_COMPLIANT, and nobody saw it fixed since. */
  readonly hasFailed: boolean;
}

export const SEVERITIES: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
export const RISK_REASONS: readonly RiskReason[] = ['failing', 'waived', 'lost', 'unknown'];

const WEIGHT: Readonly<Record<Severity, number>> = { CRITICAL: 40, HIGH: 10, MEDIUM: 3, LOW: 1 };

/**
 * Only what nobody knows weighs less. A waiver, or a read that was denied, makes no resource safer, so they weigh what
 * the failure weighs: the score cannot be lowered by them.
 */
const SHARE: Readonly<Record<RiskReason, number>> = { failing: 1, waived: 1, lost: 1, unknown: 0.25 };

const LABEL: Readonly<Record<RiskReason, string>> = {
  failing: 'failing',
  waived: 'failing, under a waiver',
  lost: 'failed, cannot be judged now',
  unknown: 'cannot be judged',
};

/** As many points as this are half of all risk. */
const HALF = 100;

/** Why the finding counts; undefined where it does not. */
export function riskReason({ status, isAdvisory, isWaived, hasFailed }: Exposure): RiskReason | undefined {
  if (isAdvisory) return undefined;
  if (status === 'NON_COMPLIANT') return isWaived ? 'waived' : 'failing';
  if (status === 'INSUFFICIENT_DATA') return hasFailed ? 'lost' : 'unknown';
  return undefined;
}

export function riskCounts(exposures: Iterable<Exposure>): RiskCounts {
  const none = () => ({ CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 });
  const counts = { failing: none(), waived: none(), lost: none(), unknown: none() };
  for (const exposure of exposures) {
    const reason = riskReason(exposure);
    if (reason !== undefined) counts[reason][exposure.severity] += 1;
  }
  return counts;
}

/**
 * A score from 0 to 100 that only falls when something is fixed, removed or made readable: it is a sum that grows with
 * each finding that counts, bent below 100, and divided by nothing that good resources could add to. Scores compare
 * where the rules are the same.
 */
export function riskScore(counts: RiskCounts): RiskScore {
  const parts = SEVERITIES.flatMap((severity) =>
    RISK_REASONS.map((reason) => ({
      label: `${severity} ${LABEL[reason]}`,
      count: counts[reason][severity],
      weight: WEIGHT[severity] * SHARE[reason],
    })),
  ).filter(({ count }) => count > 0);
  const points = parts.reduce((sum, { count, weight }) => sum + count * weight, 0);
  return {
    score: Math.round((1000 * points) / (points + HALF)) / 10,
    parts: parts.toSorted((a, b) => b.count * b.weight - a.count * a.weight),
    formula: `points are the sum of count × weight, here ${points}; the score is 100 × points ÷ (points + ${HALF}), to one decimal`,
  };
}
