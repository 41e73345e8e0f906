import type { AssessedFinding, Assessment } from '../../engine/assessment/assessment.ts';
import type { Severity } from '../../engine/rule.ts';
import { isOpen, isOverdue } from './words.ts';

/** Findings counted once each; those of advisory rules apart from all others. */
export interface Totals {
  /** Fails, and counts: neither waived nor advisory. */
  readonly open: Readonly<Record<Severity, number>>;
  readonly failing: number;
  readonly overdue: number;
  readonly waived: number;
  /** INSUFFICIENT_DATA: nobody knows. */
  readonly unknown: number;
  readonly compliant: number;
  readonly notApplicable: number;
  /** Fails by an advisory rule. */
  readonly advisory: number;
  /** Would fail if the rule were not in shadow. */
  readonly shadow: number;
  /** What applies and counts: failing, waived, unknown and compliant together. */
  readonly judged: number;
}

/** The archive was checked, and is not proven: nothing that it says is shown as good. */
export const isDoubted = ({ source }: Pick<Assessment, 'source'>): boolean =>
  source.verification !== null && source.verification.status !== 'proven';

export function totalsOf({ findings, asOf }: Pick<Assessment, 'findings' | 'asOf'>): Totals {
  const counting = findings.filter(({ advisory }) => !advisory);
  const open = counting.filter(isOpen);
  const withStatus = (status: AssessedFinding['status']): number =>
    counting.filter((finding) => finding.status === status).length;
  const ofSeverity = (severity: Severity): number =>
    open.filter((finding) => finding.severity === severity).length;
  const notApplicable = withStatus('NOT_APPLICABLE');
  const told = findings.filter(({ advisory, status }) => advisory && status === 'NON_COMPLIANT');
  return {
    open: {
      CRITICAL: ofSeverity('CRITICAL'),
      HIGH: ofSeverity('HIGH'),
      MEDIUM: ofSeverity('MEDIUM'),
      LOW: ofSeverity('LOW'),
    },
    failing: open.length,
    overdue: open.filter((finding) => isOverdue(finding, asOf)).length,
    waived: withStatus('NON_COMPLIANT') - open.length,
    unknown: withStatus('INSUFFICIENT_DATA'),
    compliant: withStatus('COMPLIANT'),
    notApplicable,
    advisory: told.filter(({ shadow }) => !shadow).length,
    shadow: told.filter(({ shadow }) => shadow).length,
    judged: counting.length - notApplicable,
  };
}
