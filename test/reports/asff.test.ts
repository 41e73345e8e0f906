import { describe, expect, it } from 'vitest';
import type { AssessedFinding, Assessment } from '../../engine/assessment/assessment.ts';
import { findingId } from '../../engine/finding-id.ts';
import { asffReport } from '../../reports/asff.ts';
import { AS_OF, assessmentOf } from './assessments.ts';

interface Told {
  readonly Id: string;
  readonly AwsAccountId: string;
  readonly Compliance: { readonly Status: string; readonly StatusReasons?: readonly object[] };
  readonly Workflow: { readonly Status: string };
  readonly Description: string;
}

const ARN = 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/n';
const base = assessmentOf({ findings: 300 });

function told(change: Partial<AssessedFinding>): Told {
  const [first] = base.findings;
  if (!first) throw new Error('there is no finding');
  const [finding] = tell({ ...base, findings: [{ ...first, ...change }] });
  if (!finding) throw new Error('it is not told');
  return finding;
}

const tell = (assessment: Assessment): readonly Told[] => JSON.parse(asffReport(assessment));

describe('the ASFF report', () => {
  it('tells every finding that applies', () => {
    const applying = base.findings.filter(({ status }) => status !== 'NOT_APPLICABLE');
    expect(tell(base)).toHaveLength(applying.length);
  });

  it('tells nothing of files: no account has them', () => {
    expect(tell(assessmentOf({ kind: 'gate' }))).toEqual([]);
  });

  const resource = {
    type: 'AWS::SageMaker::NotebookInstance',
    account: '111122223333',
    region: 'eu-west-1',
    file: null,
  };
  const failure = { status: 'NON_COMPLIANT', waiver: null } as const;
  const waiver = { owner: 'ada', approver: 'grace', ticket: 'RISK-7', reason: 'r', expires: '2026-12-31' };
  const cases: readonly (readonly [string, Partial<AssessedFinding>, object])[] = [
    ['a failure', failure, { Compliance: { Status: 'FAILED' }, Workflow: { Status: 'NEW' } }],
    [
      'what is waived',
      { ...failure, waiver },
      { Compliance: { Status: 'FAILED' }, Workflow: { Status: 'SUPPRESSED' } },
    ],
    [
      'what passed',
      { status: 'COMPLIANT', waiver: null, observations: [] },
      {
        Compliance: { Status: 'PASSED' },
        Workflow: { Status: 'RESOLVED' },
        FindingProviderFields: { Severity: { Label: 'INFORMATIONAL' } },
      },
    ],
    [
      'what cannot be judged',
      { status: 'INSUFFICIENT_DATA', waiver: null, because: 'denied' },
      {
        Compliance: { Status: 'NOT_AVAILABLE', StatusReasons: [{ Description: 'denied' }] },
        Workflow: { Status: 'NEW' },
      },
    ],
    [
      'what failed and cannot be judged now',
      { status: 'INSUFFICIENT_DATA', waiver: null, because: 'denied', failedBefore: true },
      { Compliance: { Status: 'FAILED', StatusReasons: [{ Description: 'denied' }] } },
    ],
    [
      'a resource',
      { ...failure, resource: { ...resource, id: ARN } },
      { Resources: [{ Id: ARN, Type: 'AwsSageMakerNotebookInstance', Region: 'eu-west-1' }] },
    ],
    [
      'a setting of the account',
      { ...failure, resource: { ...resource, id: 'arn:aws:assay:eu-west-1:111122223333:logging/eu-west-1' } },
      { Resources: [{ Id: 'AWS::::Account:111122223333', Type: 'AwsAccount' }] },
    ],
    [
      'a resource without an account',
      { ...failure, resource: { ...resource, id: ARN, account: null } },
      { AwsAccountId: '111122223333' },
    ],
  ];

  it.each(cases)('tells %s as Security Hub would have it', (_, change, expected) => {
    expect(told(change)).toMatchObject(expected);
  });

  it('has the id by which the account knows the finding', () => {
    const own = 'logging/eu-west-1';
    const arn = `arn:aws:assay:eu-west-1:111122223333:${own}`;
    const place = {
      type: resource.type,
      account: resource.account,
      region: resource.region,
      partition: 'aws',
    };
    const rule = base.findings[0]?.rule ?? '';
    expect(told({ ...failure, resource: { ...resource, id: ARN } }).Id).toBe(
      findingId(rule, { ...place, id: 'n', arn: ARN }),
    );
    expect(told({ ...failure, resource: { ...resource, id: arn } }).Id).toBe(
      findingId(rule, { ...place, id: own, arn, synthetic: true }),
    );
  });

  it('is of the time at which the resource was looked at', () => {
    expect(told({ ...failure, lastEvaluated: '2026-10-01T00:00:00.000Z' })).toMatchObject({
      UpdatedAt: '2026-10-01T00:00:00.000Z',
    });
    expect(told({ ...failure, lastEvaluated: null })).toMatchObject({ UpdatedAt: AS_OF });
  });
});
