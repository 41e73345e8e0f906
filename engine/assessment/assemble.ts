import type { Framework } from '../../frameworks/framework.ts';
import { unknownRule } from './assessed-rule.ts';
import type {
  AssessedFinding,
  AssessedRule,
  Assessment,
  AssessmentNote,
  StandingAttestation,
} from './assessment.ts';
import { assessedFrameworks } from './coverage.ts';
import { riskCounts, riskScore, SEVERITIES } from './risk.ts';
import { ageingOf, dueAt, type ServiceLevels } from './service-levels.ts';
import { assessedWaivers, type KnownWaiver } from './waiver-log.ts';

/** A finding before it is known when it is due. */
export interface DraftFinding extends Omit<AssessedFinding, 'dueAt' | 'failedBefore'> {
  /** ISO 8601: since when nobody has seen it right; null while it does not fail, or where the source does not tell. */
  readonly failingSince: string | null;
  readonly failedBefore: boolean;
}

/** What a source knows, and what the user's files say. */
export interface AssessmentParts
  extends Pick<
    Assessment,
    | 'generatedAt'
    | 'asOf'
    | 'period'
    | 'tool'
    | 'source'
    | 'profile'
    | 'scope'
    | 'history'
    | 'gaps'
    | 'ended'
    | 'notes'
  > {
  readonly findings: readonly DraftFinding[];
  readonly waivers: readonly KnownWaiver[];
  /** All rules whose words are known, and those of them that were in force. */
  readonly knownRules: readonly AssessedRule[];
  readonly rulesInForce: ReadonlySet<string>;
  readonly frameworks: readonly Framework[];
  readonly attestations: readonly StandingAttestation[];
  readonly serviceLevels: ServiceLevels;
}

/** The assessment of what a source knows; the same for every kind of source. */
export function assessmentOf(parts: AssessmentParts): Assessment {
  const { findings: drafts, waivers, knownRules, rulesInForce, frameworks, serviceLevels, ...rest } = parts;
  const findings = drafts.map((draft) => finding(draft, serviceLevels)).toSorted(byWeight);
  const rules = rulesOf(parts);
  const exposures = findings.map(({ status, severity, advisory, waiver, failedBefore = false }) => ({
    status,
    severity,
    isAdvisory: advisory,
    isWaived: waiver !== null,
    hasFailed: failedBefore,
  }));
  const inForce = rules.filter(({ id }) => rulesInForce.has(id));
  const { attestations } = parts;
  return {
    schema: 'assay.assessment/1',
    ...rest,
    notes: [...rest.notes, ...unknownNotes(parts)],
    rules,
    frameworks: assessedFrameworks(frameworks, {
      rules: inForce,
      findings: findings.filter(({ shadow }) => !shadow),
      attestations,
    }),
    findings,
    waivers: assessedWaivers(waivers, findings, rest.asOf),
    risk: riskScore(riskCounts(exposures)),
    serviceLevels,
    ageing: ageingOf(findings, rest.asOf),
  };
}

function finding(
  { failingSince, failedBefore, ...draft }: DraftFinding,
  levels: ServiceLevels,
): AssessedFinding {
  const counts = failingSince !== null && !draft.advisory && draft.waiver === null;
  return {
    ...draft,
    dueAt: counts ? dueAt(failingSince, draft.severity, levels) : null,
    ...(failedBefore && { failedBefore }),
  };
}

/** Those in force, and those that findings name. */
function rulesOf({ knownRules, rulesInForce, findings, ended }: AssessmentParts): readonly AssessedRule[] {
  const named = new Set([...rulesInForce, ...[...findings, ...ended].map(({ rule }) => rule)]);
  const known = new Map(knownRules.map((rule) => [rule.id, rule]));
  const shadowed = new Set(findings.flatMap(({ rule, shadow }) => (shadow ? [rule] : [])));
  return [...named].toSorted(compare).map((id) => ({
    ...(known.get(id) ?? unknownRule(id)),
    ...(shadowed.has(id) && !rulesInForce.has(id) && { shadow: true }),
  }));
}

function unknownNotes({ knownRules, findings, ended }: AssessmentParts): readonly AssessmentNote[] {
  const known = new Set(knownRules.map(({ id }) => id));
  const strange = new Set([...findings, ...ended].map(({ rule }) => rule).filter((id) => !known.has(id)));
  if (strange.size === 0) return [];
  const names = [...strange].toSorted(compare).join(', ');
  const text = `This version does not know these rules: ${names}. Their words are not known, and they support no control.`;
  return [{ kind: 'unknown-rule', text }];
}

const byWeight = (a: AssessedFinding, b: AssessedFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compare(a.rule, b.rule) ||
  compare(a.resource.file ?? '', b.resource.file ?? '') ||
  compare(a.resource.id, b.resource.id) ||
  compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
