import { describe, expect, it } from 'vitest';
import { type AsffFacts, asffFinding } from '../../engine/asff.ts';
import { findingId } from '../../engine/finding-id.ts';
import type { Json } from '../../resources/resource.ts';
import { NOTEBOOK } from '../support/posture.ts';

const facts: AsffFacts = {
  rule: 'the-rule',
  words: { title: 'T', rationale: 'R.', guidance: 'G.', requirements: ['NIST AC-6'], url: 'https://a' },
  severity: 'HIGH',
  ref: NOTEBOOK,
  account: '222233334444',
  region: 'eu-west-1',
  createdAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-02T00:00:00.000Z',
  compliance: 'FAILED',
  recordState: 'ACTIVE',
  observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
  fields: { 'assay/rule': 'the-rule', 'assay/none': undefined, 'assay/empty': '' },
};
const told = (more: Partial<AsffFacts> = {}) => asffFinding({ ...facts, ...more });
const worded = (more: Partial<AsffFacts['words']>) => told({ words: { ...facts.words, ...more } });
const seen = (actual: Json, expected: Json = 'on') => [{ path: 'P', expected, actual }];
const resourceTold = (more: Partial<AsffFacts['ref']>) =>
  told({ ref: { ...NOTEBOOK, ...more } }).Resources[0];

describe('a finding in the AWS Security Finding Format', () => {
  it('says what was found, where, why it matters and what to do', () => {
    expect(told()).toEqual({
      SchemaVersion: '2018-10-08',
      Id: findingId('the-rule', NOTEBOOK),
      ProductArn: 'arn:aws:securityhub:eu-west-1:222233334444:product/222233334444/default',
      CompanyName: 'Assay',
      ProductName: 'Assay',
      GeneratorId: 'assay/the-rule',
      AwsAccountId: '222233334444',
      CreatedAt: facts.createdAt,
      UpdatedAt: facts.updatedAt,
      Title: 'T',
      Description: 'R. Found: RootAccess is Enabled, expected Disabled.',
      FindingProviderFields: {
        Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
        Severity: { Label: 'HIGH', Original: 'HIGH' },
      },
      Compliance: { Status: 'FAILED', RelatedRequirements: ['NIST AC-6'] },
      Remediation: { Recommendation: { Text: 'G.', Url: 'https://a' } },
      ProductFields: { 'assay/rule': 'the-rule' },
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
    expect(told({ compliance: 'PASSED' }).FindingProviderFields.Severity).toEqual({
      Label: 'INFORMATIONAL',
      Original: 'HIGH',
    });
  });

  it('says why it cannot be told now', () => {
    const [reason, ...others] = told({ unreadable: 'denied' }).Compliance.StatusReasons ?? [];
    expect([reason, others]).toEqual([{ ReasonCode: 'INSUFFICIENT_DATA', Description: 'denied' }, []]);
    expect(told().Compliance).not.toHaveProperty('StatusReasons');
  });

  it.each<[string, Partial<AsffFacts>, string]>([
    [
      'a sentence in place of what was observed',
      { instead: 'No longer: deleted.' },
      'R. No longer: deleted.',
    ],
    ['the rationale alone where nothing was observed', { observations: [] }, 'R.'],
    ['what is absent', { observations: seen(null) }, 'R. Found: P is absent, expected on.'],
    ['values as JSON', { observations: seen([1], { a: true }) }, 'R. Found: P is [1], expected {"a":true}.'],
    [
      'all observations',
      { observations: [...seen('a'), ...seen('b')] },
      'R. Found: P is a, expected on; P is b, expected on.',
    ],
  ])('describes %s', (_name, more, description) => {
    expect(told(more).Description).toBe(description);
  });
});

describe('the resource of a finding', () => {
  it('that is a setting of the account is the account, with what it is called here beside it', () => {
    const arn = 'arn:aws:assay:eu-west-1:111122223333:x';
    const singleton = { type: 'AWS::Bedrock::X', id: 'x/eu-west-1', arn, synthetic: true } as const;
    expect(resourceTold(singleton)).toMatchObject({
      Type: 'AwsAccount',
      Id: 'AWS::::Account:111122223333',
      Details: { Other: { type: 'AWS::Bedrock::X', id: 'x/eu-west-1' } },
    });
    expect(resourceTold({ ...singleton, account: null })).toMatchObject({
      Id: 'AWS::::Account:222233334444',
    });
  });

  it('without an ARN has its id', () => {
    const { arn: _, ...nameless } = NOTEBOOK;
    expect(told({ ref: nameless }).Resources[0]?.Id).toBe('research');
  });

  it('without a Region has that of the events', () => {
    expect(resourceTold({ region: '' })?.Region).toBe('eu-west-1');
    expect(resourceTold({ region: null })?.Region).toBe('eu-west-1');
  });

  it.each([
    ['aws', 'aws'],
    ['aws-cn', 'aws-cn'],
    ['aws-us-gov', 'aws-us-gov'],
    ['aws-iso', undefined],
    [null, 'aws'],
  ])('in %s is told to be in %s', (partition, name) => {
    expect(resourceTold({ partition })?.Partition).toBe(name);
  });
});

describe('a text', () => {
  const long = 'x'.repeat(3000);

  it('is as long as the format takes, and then cut', () => {
    const texts = {
      title: worded({ title: long }).Title,
      description: told({ instead: long }).Description,
      guidance: worded({ guidance: long }).Remediation.Recommendation.Text,
      generator: told({ rule: long }).GeneratorId,
      field: told({ fields: { a: long } }).ProductFields['a'],
      detail: resourceTold({ id: long })?.Details.Other['id'],
      id: resourceTold({ arn: long })?.Id,
      reason: told({ unreadable: long }).Compliance.StatusReasons?.[0]?.Description,
    };
    const lengths = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text?.length]));
    expect(lengths).toEqual({
      ...{ title: 256, description: 1024, guidance: 512, generator: 512 },
      ...{ field: 2048, detail: 1023, id: 512, reason: 1024 },
    });
    expect(Object.values(texts).every((text) => text?.endsWith('x…'))).toBe(true);
  });

  it('that just fits stays as it is', () => {
    expect(worded({ title: 'x'.repeat(256) }).Title).toBe('x'.repeat(256));
    expect(worded({ title: 'x'.repeat(257) }).Title).toBe(`${'x'.repeat(255)}…`);
  });

  it('is one line of whole characters', () => {
    expect(worded({ title: 'a\r\n\u2028b\u0085c\ud83d' }).Title).toBe('a b c\ufffd');
    expect(worded({ title: `${'x'.repeat(254)}😀😀` }).Title).toBe(`${'x'.repeat(254)}\ufffd…`);
  });

  it('of an address is told whole or not at all', () => {
    const { words } = facts;
    const { url: _, ...nowhere } = words;
    const urls = [
      worded({ url: long.slice(0, 2048) }),
      worded({ url: long.slice(0, 2049) }),
      told({ words: nowhere }),
    ];
    expect(urls.map(({ Remediation }) => Remediation.Recommendation.Url?.length)).toEqual([
      2048,
      undefined,
      undefined,
    ]);
    expect(urls[2]?.Remediation.Recommendation).toStrictEqual({ Text: 'G.' });
  });

  it('of a requirement is one of the first 32', () => {
    const requirements = Array.from({ length: 33 }, (_, index) => `R${index}`);
    expect(worded({ requirements }).Compliance.RelatedRequirements).toEqual(requirements.slice(0, 32));
  });
});
