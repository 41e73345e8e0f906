import type {
  AssessedControl,
  AssessedFinding,
  AssessedRule,
  Assessment,
} from '../../engine/assessment/assessment.ts';
import { sha256 } from '../../engine/canonical.ts';
import type { Status } from '../../engine/verdict.ts';
import type { AppliedWaiver } from '../../engine/waiver.ts';

export const AS_OF = '2026-11-02T12:00:00.000Z';
const CONTROL = 'A.8.24';

export const WAIVER: AppliedWaiver = {
  owner: 'ml-platform',
  approver: 'ciso',
  ticket: 'RISK-1',
  reason: 'until the migration',
  expires: '2026-12-31',
};

export const ruleWith = (more: Partial<AssessedRule> = {}): AssessedRule => ({
  id: 'some-rule',
  revision: 3,
  title: 'A model must be good',
  rationale: 'Bad models do harm.',
  guidance: 'Make it good.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::Model',
  references: ['https://docs.aws.amazon.com/sagemaker/'],
  controls: [{ id: `iso27001_2022:${CONTROL}`, source: null }],
  ...more,
});

/** Of the resource with that number, and as a finding of that status is. */
export function findingWith(
  status: Status,
  more: Partial<AssessedFinding> = {},
  number = 0,
): AssessedFinding {
  const id = `arn:aws:sagemaker:eu-west-1:111122223333:model/m${number}`;
  return {
    id: `assay/${sha256(`${id}${JSON.stringify(more.resource ?? '')}`)}`,
    rule: 'some-rule',
    resource: {
      type: 'AWS::SageMaker::Model',
      id,
      account: '111122223333',
      region: 'eu-west-1',
      file: null,
    },
    status,
    severity: 'HIGH',
    advisory: false,
    observations: status === 'NON_COMPLIANT' ? [{ path: 'KmsKeyId', expected: 'a key', actual: null }] : [],
    because: status === 'NOT_APPLICABLE' || status === 'INSUFFICIENT_DATA' ? 'nobody may read it' : null,
    waiver: null,
    since: '2026-10-01T00:00:00.000Z',
    firstEvaluated: '2026-09-01T00:00:00.000Z',
    lastEvaluated: '2026-11-02T11:00:00.000Z',
    dueAt: null,
    failingSeconds: null,
    evidence: [],
    ...more,
  };
}

/** Of one rule and one framework with one control that the rule supports and one that nobody does. */
export function assessmentWith(
  findings: readonly AssessedFinding[],
  more: Partial<Assessment> = {},
): Assessment {
  return {
    schema: 'assay.assessment/1',
    generatedAt: '2026-11-02T12:05:00.000Z',
    asOf: AS_OF,
    period: null,
    tool: { version: '0.1.0', packDigest: sha256('pack') },
    source: { kind: 'scan', name: 'eu-west-1', verification: null },
    profile: 'baseline',
    scope: { accounts: ['111122223333'], regions: ['eu-west-1'] },
    rules: [ruleWith()],
    frameworks: [
      {
        key: 'iso27001_2022',
        name: 'ISO/IEC 27001 Annex A',
        edition: '2022',
        url: 'https://www.iso.org/standard/27001',
        controls: [supported(findings), notCovered],
      },
    ],
    findings,
    history: [],
    gaps: [],
    waivers: [],
    risk: { score: 0, parts: [], formula: 'nothing' },
    notes: [],
    ended: [],
    serviceLevels: { CRITICAL: 7, HIGH: 30, MEDIUM: 90, LOW: 180 },
    ageing: [],
    attestations: [],
    ...more,
  };
}

const supported = (findings: readonly AssessedFinding[]): AssessedControl => ({
  id: CONTROL,
  title: 'Use of cryptography',
  coverage: 'automated',
  rules: ['some-rule'],
  counts: countsOf(findings),
  attestations: [],
});

const notCovered: AssessedControl = {
  id: 'A.8.25',
  title: 'Secure development life cycle',
  coverage: 'not-covered',
  rules: [],
  counts: { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 },
  attestations: [],
};

export function countsOf(findings: readonly Pick<AssessedFinding, 'status'>[]): Record<Status, number> {
  const of = (status: Status): number => findings.filter((each) => each.status === status).length;
  return {
    COMPLIANT: of('COMPLIANT'),
    NON_COMPLIANT: of('NON_COMPLIANT'),
    NOT_APPLICABLE: of('NOT_APPLICABLE'),
    INSUFFICIENT_DATA: of('INSUFFICIENT_DATA'),
  };
}
