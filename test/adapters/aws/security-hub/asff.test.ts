import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asffOf, type HubFacts } from '../../../../adapters/aws/security-hub/asff.ts';
import { productArn, type RuleWords } from '../../../../engine/asff.ts';
import { findingId } from '../../../../engine/finding-id.ts';
import { postureWhenDeleted } from '../../../../engine/posture.ts';
import type { ResourceRef } from '../../../../resources/resource.ts';
import {
  FAILS,
  type Judged,
  judgedPosture,
  NOTEBOOK,
  PASSES,
  UNREADABLE,
  WAIVER,
} from '../../../support/posture.ts';

const RULE = 'sagemaker-notebook-root-access';
const NOW = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-02T12:00:00.000Z';

const words: RuleWords = {
  title: 'Notebook users must not be root',
  rationale: 'Root can read everything.',
  guidance: 'Set RootAccess to Disabled.',
  requirements: ['NIST SP 800-53 Rev. 5 AC-6'],
  url: 'https://docs.aws.amazon.com/sagemaker/',
};

/** The finding after one verdict, or after two. */
function factsOf(first: Judged | typeof FAILS, second?: Judged | typeof FAILS, ref = NOTEBOOK): HubFacts {
  const opened = judgedPosture(null, { [RULE]: first }, { now: NOW, ref });
  const posture = second ? judgedPosture(opened, { [RULE]: second }, { now: LATER, ref }) : opened;
  return factsIn(posture);
}

function factsIn(posture: ReturnType<typeof judgedPosture>): HubFacts {
  const known = posture.rules[RULE];
  if (!known?.hub) throw new Error('there is no finding');
  const { key, ref, generation } = posture;
  const { hub } = known;
  const place = { account: '111122223333', region: 'eu-central-1' };
  return { rule: RULE, words, posture: { ...known, hub }, ref, key, generation, ...place };
}

describe('a finding in the format of Security Hub', () => {
  it('says that its rule is in shadow where it was archived for that', () => {
    const finding = asffOf(factsOf(FAILS, { verdict: FAILS, shadow: true }));
    expect(finding.RecordState).toBe('ARCHIVED');
    expect(finding.Description).toContain('No longer: the rule is in shadow.');
    expect(finding.Description).not.toContain('Enabled');
  });

  it('says what was found, where, why it matters and what to do', () => {
    expect(asffOf(factsOf(FAILS))).toEqual({
      SchemaVersion: '2018-10-08',
      Id: findingId(RULE, NOTEBOOK),
      ProductArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
      CompanyName: 'Assay',
      ProductName: 'Assay',
      GeneratorId: `assay/${RULE}`,
      AwsAccountId: '111122223333',
      CreatedAt: NOW,
      UpdatedAt: NOW,
      Title: words.title,
      Description: 'Root can read everything. Found: RootAccess is Enabled, expected Disabled.',
      FindingProviderFields: {
        Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
        Severity: { Label: 'HIGH', Original: 'HIGH' },
      },
      Compliance: { Status: 'FAILED', RelatedRequirements: words.requirements },
      Remediation: { Recommendation: { Text: words.guidance, Url: words.url } },
      ProductFields: {
        'assay/key': '111122223333/eu-central-1/AWS::SageMaker::NotebookInstance/research',
        'assay/rule': RULE,
        'assay/revision': '1',
        'assay/generation': '1',
        'assay/step': '1',
        'assay/status': 'NON_COMPLIANT',
        'assay/since': NOW,
        'assay/resourceType': NOTEBOOK.type,
      },
      Resources: [
        {
          Type: 'AwsSageMakerNotebookInstance',
          Id: NOTEBOOK.arn,
          Partition: 'aws',
          Region: 'eu-central-1',
          Details: {
            Other: {
              type: NOTEBOOK.type,
              id: 'research',
              'observation 1 path': 'RootAccess',
              'observation 1 expected': 'Disabled',
              'observation 1 actual': 'Enabled',
            },
          },
        },
      ],
      RecordState: 'ACTIVE',
    });
  });

  it('that passed is of no severity, and keeps the one that it had', () => {
    expect(asffOf(factsOf(FAILS, PASSES))).toMatchObject({
      Compliance: { Status: 'PASSED' },
      FindingProviderFields: { Severity: { Label: 'INFORMATIONAL', Original: 'HIGH' } },
      Description: words.rationale,
      CreatedAt: NOW,
      UpdatedAt: LATER,
    });
  });

  it('that cannot be told now keeps its status, and says why', () => {
    expect(asffOf(factsOf(FAILS, UNREADABLE))).toMatchObject({
      Compliance: {
        Status: 'FAILED',
        StatusReasons: [
          { ReasonCode: 'INSUFFICIENT_DATA', Description: 'access denied: sagemaker:ListTags' },
        ],
      },
      Description:
        'Root can read everything. The last verdict stands; it cannot be told now: access denied: sagemaker:ListTags.',
    });
  });

  it('of what is gone is archived, and says so', () => {
    const deleted = postureWhenDeleted(judgedPosture(null, { [RULE]: FAILS }, { now: NOW }), LATER);
    expect(asffOf(factsIn(deleted))).toMatchObject({
      RecordState: 'ARCHIVED',
      Description: 'Root can read everything. No longer: deleted.',
    });
  });

  it('that is waived names the waiver, and is created with its workflow', () => {
    const asff = asffOf(factsOf({ verdict: FAILS, waiver: WAIVER }));
    expect(asff.ProductFields).toMatchObject({
      'assay/waiver/ticket': 'SEC-1',
      'assay/waiver/approver': 'Ann',
      'assay/waiver/expires': '2026-06-30',
    });
    expect(asff.Workflow).toEqual({ Status: 'SUPPRESSED' });
    expect(asff.Note).toMatchObject({ UpdatedBy: 'assay', UpdatedAt: NOW });
  });

  it("never bears a control id: AWS's own would be taken for it", () => {
    expect(JSON.stringify(asffOf(factsOf(FAILS)))).not.toContain('SecurityControlId');
  });
});

describe('the resource of a finding', () => {
  const singleton: ResourceRef = {
    type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
    id: 'model-invocation-logging-configuration/eu-west-1',
    arn: 'arn:aws:assay:eu-west-1:111122223333:model-invocation-logging-configuration/eu-west-1',
    synthetic: true,
    partition: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
  };
  const { arn: _, ...nameless } = NOTEBOOK;

  it.each<[string, ResourceRef, object]>([
    [
      'a setting of the account',
      singleton,
      { Type: 'AwsAccount', Id: 'AWS::::Account:111122223333', Region: 'eu-west-1' },
    ],
    [
      'of a type that Security Hub does not know',
      { ...NOTEBOOK, type: 'AWS::Bedrock::Guardrail', arn: 'arn:aws:bedrock:x' },
      { Type: 'Other', Id: 'arn:aws:bedrock:x' },
    ],
    [
      'of a service without Regions',
      { ...NOTEBOOK, type: 'AWS::IAM::Role', arn: 'arn:aws:iam::111122223333:role/ml', region: '' },
      { Type: 'AwsIamRole', Id: 'arn:aws:iam::111122223333:role/ml', Region: 'eu-central-1' },
    ],
    ['without an ARN', nameless, { Id: 'research' }],
    ['in China', { ...NOTEBOOK, partition: 'aws-cn' }, { Partition: 'aws-cn' }],
  ])('is told as what it is: %s', (_name, ref, expected) => {
    expect(asffOf(factsOf(FAILS, undefined, ref)).Resources).toMatchObject([expected]);
  });

  it('names no partition that Security Hub has no word for', () => {
    const facts = factsOf(FAILS, undefined, { ...NOTEBOOK, partition: 'aws-iso' });
    expect(asffOf(facts).Resources?.[0]).not.toHaveProperty('Partition');
  });
});

it('the product is the account’s own, in the partition of the Region', () => {
  expect(productArn('cn-north-1', '1')).toBe('arn:aws-cn:securityhub:cn-north-1:1:product/1/default');
});

describe('the limits of the format', () => {
  const long = fc.string({ maxLength: 3000, unit: 'grapheme' });
  const json = fc.oneof(long, fc.jsonValue() as fc.Arbitrary<string>);
  const observation = fc.record({ path: long, expected: json, actual: json });

  it('hold for whatever rules and resources say', () => {
    fc.assert(
      fc.property(
        fc.record({
          title: long,
          rationale: long,
          guidance: long,
          requirements: fc.array(long, { maxLength: 60 }),
          url: long,
        }),
        fc.array(observation, { minLength: 1, maxLength: 9 }),
        fc.record({ id: long, arn: long }),
        (said, [first, ...others], named) => {
          if (!first) return;
          const verdict = { status: 'NON_COMPLIANT', observations: [first, ...others] } as const;
          const facts = factsOf({ verdict }, undefined, { ...NOTEBOOK, ...named });
          const finding = asffOf({ ...facts, words: said });
          const [resource] = finding.Resources ?? [];
          const other = Object.entries(resource?.Details?.Other ?? {});
          const fields = Object.entries(finding.ProductFields ?? {});
          expect(finding.Title?.length).toBeLessThanOrEqual(256);
          expect(finding.Description?.length).toBeLessThanOrEqual(1024);
          expect(finding.Remediation?.Recommendation?.Text?.length).toBeLessThanOrEqual(512);
          expect(finding.Compliance?.RelatedRequirements?.length).toBeLessThanOrEqual(32);
          expect(fields.length).toBeLessThanOrEqual(50);
          expect(other.length).toBeLessThanOrEqual(50);
          expect(fields.every(([name, text]) => name.length <= 128 && text.length <= 2048)).toBe(true);
          expect(other.every(([name, text]) => name.length < 128 && text.length < 1024)).toBe(true);
          expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240 * 1024);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('cut no character in half', () => {
    const finding = asffOf({ ...factsOf(FAILS), words: { ...words, title: `a${'😀'.repeat(200)}` } });
    expect(finding.Title).toHaveLength(256);
    expect(finding.Title?.isWellFormed()).toBe(true);
  });
});
