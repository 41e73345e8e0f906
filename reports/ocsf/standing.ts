import type { AssessedFinding, AssessedRule } from '../../engine/assessment/assessment.ts';
import type { Severity } from '../../engine/rule.ts';
import type { JsonObject } from '../../resources/resource.ts';

/** What OCSF calls the check's result, the finding's state, and what happened to it. */
export interface Standing {
  readonly compliance: Word;
  readonly state: Word;
  readonly activity: Word;
}

interface Word {
  readonly id: number;
  readonly caption: string;
}

const PASS = { id: 1, caption: 'Pass' };
/** "The compliance check did not yield a result due to missing information." */
const WARNING = { id: 2, caption: 'Warning' };
const FAIL = { id: 3, caption: 'Fail' };
const UNKNOWN = { id: 0, caption: 'Unknown' };

const NEW = { id: 1, caption: 'New' };
const SUPPRESSED = { id: 3, caption: 'Suppressed' };
const RESOLVED = { id: 4, caption: 'Resolved' };
const ARCHIVED = { id: 5, caption: 'Archived' };

const CREATE = { id: 1, caption: 'Create' };
const UPDATE = { id: 2, caption: 'Update' };
const CLOSE = { id: 3, caption: 'Close' };

const other = (caption: string): Word => ({ id: 99, caption });

type Judged = Pick<AssessedFinding, 'status' | 'advisory' | 'shadow' | 'waiver' | 'since' | 'lastEvaluated'>;

/** As Security Hub is told it: only COMPLIANT is a pass, a waiver hides and never heals, advisory ones never fail. */
export function standingOf(finding: Judged, isTrusted: boolean): Standing {
  const { status, advisory, shadow, waiver } = finding;
  switch (status) {
    case 'COMPLIANT':
      // By an archive that does not verify nothing is green.
      return isTrusted
        ? { compliance: PASS, state: RESOLVED, activity: CLOSE }
        : { compliance: UNKNOWN, state: UNKNOWN, activity: UPDATE };
    case 'NON_COMPLIANT':
      return {
        compliance: advisory ? other(shadow ? 'In Shadow' : 'Advisory') : FAIL,
        state: waiver ? SUPPRESSED : NEW,
        activity: activityOf(finding),
      };
    case 'INSUFFICIENT_DATA':
      return { compliance: WARNING, state: NEW, activity: activityOf(finding) };
    case 'NOT_APPLICABLE':
      return { compliance: other('Not Applicable'), state: ARCHIVED, activity: CLOSE };
  }
}

/** What is not there any more: closed, and of no result. */
export const ENDED: Standing = { compliance: other('Ended'), state: ARCHIVED, activity: CLOSE };

const activityOf = ({ since, lastEvaluated }: Judged): Word =>
  since === null || lastEvaluated === null || since === lastEvaluated ? CREATE : UPDATE;

const SEVERITIES: Readonly<Record<Severity, Word>> = {
  LOW: { id: 2, caption: 'Low' },
  MEDIUM: { id: 3, caption: 'Medium' },
  HIGH: { id: 4, caption: 'High' },
  CRITICAL: { id: 5, caption: 'Critical' },
};
const INFORMATIONAL = { id: 1, caption: 'Informational' };

const ASKING: readonly Word[] = [FAIL, WARNING, UNKNOWN];

/** As Security Hub rates its own: what asks for nothing is of no severity, and no advisory rule asks. */
export const severityOf = (
  { severity, advisory }: Pick<AssessedFinding, 'severity' | 'advisory'>,
  { compliance }: Standing,
): Word => (!advisory && ASKING.includes(compliance) ? SEVERITIES[severity] : INFORMATIONAL);

/** The rule as OCSF's analytic. */
export const analyticOf = (id: string, rule: AssessedRule | undefined): JsonObject => ({
  uid: id,
  name: rule?.title ?? id,
  desc: rule?.rationale,
  type: 'Rule',
  type_id: 1,
  version: rule && String(rule.revision),
});
