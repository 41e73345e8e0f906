import { type Finding, isFailure } from '../engine/finding.ts';
import { isOnlyTold, type Severity } from '../engine/rule.ts';
import type { Status } from '../engine/verdict.ts';

/** Running counts over findings, so that none need be kept. */
export interface Tally {
  readonly byStatus: Record<Status, number>;
  /** NON_COMPLIANT without a waiver, by severity; advisory ones and those in shadow are counted apart. */
  readonly failures: Record<Severity, number>;
  waived: number;
  advisory: number;
  /** NON_COMPLIANT of rules in shadow; absent where there is none. */
  shadow?: number;
  /** At or above the threshold: what makes the exit status 1. */
  atOrAbove: number;
  /** INSUFFICIENT_DATA of rules that count: all but the advisory ones and those in shadow. */
  unknown: number;
  /** Rules that threw. */
  faults: number;
}

export function emptyTally(): Tally {
  return {
    byStatus: { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 },
    failures: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 },
    waived: 0,
    advisory: 0,
    atOrAbove: 0,
    unknown: 0,
    faults: 0,
  };
}

export function count(tally: Tally, finding: Finding, failOn: Severity): void {
  const { rule, verdict, waiver, fault } = finding;
  tally.byStatus[verdict.status] += 1;
  if (fault) tally.faults += 1;
  if (verdict.status === 'INSUFFICIENT_DATA' && !isOnlyTold(rule)) tally.unknown += 1;
  if (verdict.status !== 'NON_COMPLIANT') return;
  if (rule.shadow) tally.shadow = (tally.shadow ?? 0) + 1;
  else if (rule.profile === 'advisory') tally.advisory += 1;
  else if (waiver) tally.waived += 1;
  else tally.failures[rule.severity] += 1;
  if (isFailure(finding, failOn)) tally.atOrAbove += 1;
}

/** The exit status that the findings alone deserve. */
export function statusOf({ atOrAbove, unknown }: Tally, failOnUnknown: boolean): 0 | 1 {
  return atOrAbove > 0 || (failOnUnknown && unknown > 0) ? 1 : 0;
}
