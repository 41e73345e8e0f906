import type {
  Ageing,
  Assessment,
  AssessmentNote,
  HistoryPoint,
  RiskScore,
} from '../../engine/assessment/assessment.ts';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import type { Severity } from '../../engine/rule.ts';
import { packDigest, rules } from '../../rules/index.ts';
import { endedOf, findingsWith, SERVICE_LEVEL_DAYS } from './assessment/findings.ts';
import { assessedFrameworks, assessedRule, standingAttestations } from './assessment/frameworks.ts';
import { HOSTILE_NAMES } from './assessment/hostile.ts';
import { verificationOf } from './assessment/verification.ts';
import { gaps, waiversOver } from './assessment/waivers.ts';

/** What a made-up assessment is like; the same shape always gives the same one. */
export interface AssessmentShape {
  readonly findings?: number;
  /** Of history, one point each. */
  readonly days?: number;
  readonly kind?: Assessment['source']['kind'];
  /** Null: there is nothing to verify, or no key was brought. */
  readonly verification?: VerifyReport['status'] | null;
  /** Names and texts that no format may obey. */
  readonly hostile?: boolean;
}

export const AS_OF = '2026-11-02T12:00:00.000Z';

/** An assessment of real rules and frameworks over made-up resources: every status, severity, waiver state and gap. */
export function assessmentOf(shape: AssessmentShape = {}): Assessment {
  const { findings: count = 200, days = 30, kind = 'archive', hostile = false } = shape;
  const { verification = kind === 'archive' ? 'proven' : null } = shape;
  const findings = findingsWith({ count, asOf: AS_OF, kind, hostile });
  const history = kind === 'archive' ? historyOf(findings, days) : [];
  return {
    schema: 'assay.assessment/1',
    generatedAt: '2026-11-02T12:05:00.000Z',
    asOf: AS_OF,
    period: kind === 'archive' ? { from: '2026-10-03T12:00:00.000Z', to: AS_OF } : null,
    tool: { version: '0.1.0', packDigest },
    source: {
      kind,
      name: hostile ? `./evidence ${HOSTILE_NAMES[0]}` : './evidence',
      verification: verification === null ? null : verificationOf(verification, AS_OF),
    },
    profile: 'all',
    scope:
      kind === 'gate'
        ? { accounts: [], regions: [] }
        : { accounts: ['111122223333', '444455556666'], regions: ['eu-central-1', 'eu-west-1', 'us-east-1'] },
    rules: rules.map(assessedRule),
    frameworks: assessedFrameworks(findings),
    findings,
    history,
    gaps: kind === 'gate' || count === 0 ? [] : gaps(hostile),
    waivers: waiversOver(findings, hostile),
    risk: riskOf(findings),
    notes: notesOf(verification, kind),
    ended: kind === 'archive' ? endedOf(findings, '2026-10-25T08:00:00.000Z') : [],
    serviceLevels: SERVICE_LEVEL_DAYS,
    ageing: ageingOf(findings),
    attestations: standingAttestations(),
  };
}

function notesOf(verification: AssessmentShape['verification'], kind: Assessment['source']['kind']) {
  const notes: AssessmentNote[] = [];
  if (verification === 'failed' || verification === 'unusable')
    notes.push({
      kind: 'verification-failed',
      text: 'The archive did not verify: what follows may be forged.',
    });
  if (verification === null && kind === 'archive')
    notes.push({
      kind: 'not-verified',
      text: 'No key was brought: nothing of this was checked against the seals.',
    });
  return notes;
}

function ageingOf(findings: Findings): Ageing[] {
  const daysLate = findings.flatMap(({ severity, dueAt }) =>
    dueAt === null ? [] : [{ severity, days: (Date.parse(AS_OF) - Date.parse(dueAt)) / 86_400_000 }],
  );
  return (Object.keys(WEIGHTS) as Severity[]).map((severity) => {
    const days = daysLate.filter((late) => late.severity === severity).map((late) => late.days);
    const between = (from: number, to: number): number =>
      days.filter((late) => late > from && late <= to).length;
    return {
      severity,
      onTime: between(-Infinity, -7),
      dueSoon: between(-7, 0),
      overdue: between(0, 30),
      longOverdue: between(30, Infinity),
    };
  });
}

type Findings = Assessment['findings'];

const WEIGHTS: Readonly<Record<Severity, number>> = { CRITICAL: 10, HIGH: 5, MEDIUM: 2, LOW: 1 };

const failsOf = (findings: Findings) =>
  findings.filter(({ status, advisory }) => status === 'NON_COMPLIANT' && !advisory);

function riskOf(findings: Findings): RiskScore {
  const open = failsOf(findings).filter(({ waiver }) => waiver === null);
  const parts = (Object.keys(WEIGHTS) as Severity[]).map((severity) => ({
    label: `${severity} failures`,
    count: open.filter((finding) => finding.severity === severity).length,
    weight: WEIGHTS[severity],
  }));
  const sum = parts.reduce((total, { count, weight }) => total + count * weight, 0);
  return {
    score: Math.round((100 * sum) / (sum + 200)),
    parts: parts.filter(({ count }) => count > 0),
    formula: 'Each count times its weight, added up to S; the score is 100 × S / (S + 200).',
  };
}

function historyOf(findings: Findings, days: number): HistoryPoint[] {
  return Array.from({ length: days }, (_, index) => pointOf(findings, days - 1 - index));
}

/** The further back, the more was open. */
function pointOf(findings: Findings, daysAgo: number): HistoryPoint {
  const factor = 1 + daysAgo * 0.03 + (((daysAgo * 7) % 5) - 2) * 0.02 * Math.min(daysAgo, 1);
  const scaled = (count: number): number => Math.round(count * factor);
  const open = failsOf(findings).filter(({ waiver }) => waiver === null);
  const countOf = (status: string): number => findings.filter((finding) => finding.status === status).length;
  const failing = countOf('NON_COMPLIANT');
  const bySeverity = (severity: Severity): number =>
    scaled(open.filter((finding) => finding.severity === severity).length);
  return {
    at: new Date(Date.parse(AS_OF) - daysAgo * 86_400_000).toISOString(),
    counts: {
      COMPLIANT: Math.max(0, countOf('COMPLIANT') - scaled(failing) + failing),
      NON_COMPLIANT: scaled(failing),
      NOT_APPLICABLE: countOf('NOT_APPLICABLE'),
      INSUFFICIENT_DATA: countOf('INSUFFICIENT_DATA') + (daysAgo > 18 && daysAgo < 23 ? 9 : 0),
    },
    failures: {
      CRITICAL: bySeverity('CRITICAL'),
      HIGH: bySeverity('HIGH'),
      MEDIUM: bySeverity('MEDIUM'),
      LOW: bySeverity('LOW'),
    },
    waived: failsOf(findings).length - open.length,
    risk: Math.min(100, Math.round(riskOf(findings).score * Math.sqrt(factor))),
  };
}
