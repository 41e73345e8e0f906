import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/canonical.ts';
import { type Evaluation, evaluationRecord, noticeRecord } from '../../../engine/evidence/record.ts';
import { compliant, insufficientData, nonCompliant } from '../../../engine/verdict.ts';

const hmacKey = Buffer.from('a key of the archive');

const evaluation: Evaluation = {
  resource: {
    type: 'AWS::SageMaker::NotebookInstance',
    id: 'research',
    arn: 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/research',
    partition: 'aws',
    account: '111122223333',
    region: 'eu-central-1',
    source: 'live',
    file: '/home/jane/template.json',
    read: ['2026-03-01T20:00:00.000Z', '2026-03-01T20:00:01.000Z'],
    properties: {
      RootAccess: 'Enabled',
      KmsKeyId: 'k',
      Tags: [{ Key: 'owner', Value: 'Jane' }],
      NotebookInstanceName: 'janes-diary',
    },
  },
  trigger: {
    kind: 'event',
    eventId: 'f1d2d2f9-24e9-86ac-86fd-f7b36c94bcdf',
    eventName: 'CreateNotebookInstance',
    principal: 'arn:aws:iam::111122223333:user/jane',
    time: '2026-03-01T19:59:58Z',
  },
  judgements: [
    {
      rule: { id: 'root-access', revision: 2 },
      verdict: nonCompliant({ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }),
      waiver: 'w-1',
    },
    { rule: { id: 'kms', revision: 1 }, verdict: compliant },
    { rule: { id: 'vpc', revision: 1 }, verdict: insufficientData('denied') },
  ],
  recordedAt: new Date('2026-03-01T20:00:02Z'),
  readProperties: new Set(['RootAccess', 'KmsKeyId', 'SubnetId']),
  hmacKey,
  packDigest: 'p',
  inputDigest: 'i',
  settingsDigest: 's',
  waivers: [{ id: 'w-1', rule: 'root-access' }],
};

describe('the record of an evaluation', () => {
  const record = evaluationRecord(evaluation);

  it('holds the properties that rules read, and no other word of the configuration', () => {
    expect(record.properties).toEqual({ RootAccess: 'Enabled', KmsKeyId: 'k' });
    expect(canonicalJson(record as never)).not.toMatch(/diary|Jane|template\.json/);
  });

  it('names the others, so that nobody takes them for absent', () => {
    expect(record.rest).toEqual(['NotebookInstanceName', 'Tags']);
  });

  it('keeps what was followed and who refers to it, where there is any', () => {
    const related = [{ reference: 'k', type: 'AWS::KMS::Key', unreadable: 'denied' }];
    const references = ['AWS::KMS::Key k'];
    expect(evaluationRecord({ ...evaluation, references, related, referrers: [] })).toMatchObject({
      references,
      related,
      referrers: [],
    });
    for (const bare of [record, evaluationRecord({ ...evaluation, related: [] })]) {
      for (const name of ['references', 'related', 'referrers']) expect(bare).not.toHaveProperty(name);
    }
  });

  it('binds the rest by a keyed hash, which nobody can guess without the key', () => {
    const rest = { NotebookInstanceName: 'janes-diary', Tags: [{ Key: 'owner', Value: 'Jane' }] };
    const expected = createHmac('sha256', hmacKey).update(canonicalJson(rest)).digest('hex');
    expect(record.restHmac).toBe(expected);
    expect(evaluationRecord({ ...evaluation, hmacKey: Buffer.from('another') }).restHmac).not.toBe(expected);
  });

  it('keeps every verdict raw, with its rule, revision, facts and waiver', () => {
    expect(record.verdicts).toEqual([
      {
        rule: 'root-access',
        revision: 2,
        status: 'NON_COMPLIANT',
        observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
        waiver: 'w-1',
      },
      { rule: 'kms', revision: 1, status: 'COMPLIANT' },
      { rule: 'vpc', revision: 1, status: 'INSUFFICIENT_DATA', because: 'denied' },
    ]);
  });

  it('says of a verdict that its rule was in shadow', () => {
    const judgements = evaluation.judgements.map((each) => ({
      ...each,
      rule: { ...each.rule, shadow: true as const },
    }));
    const shadowed = evaluationRecord({ ...evaluation, judgements });
    expect(shadowed.verdicts).toEqual(record.verdicts.map((verdict) => ({ ...verdict, shadow: true })));
  });

  it('has no waiver where none is in force, and none in its list', () => {
    const { waivers: _waivers, ...rest } = evaluation;
    const bare = evaluationRecord({ ...rest, judgements: evaluation.judgements.slice(1, 2) });
    expect(bare.waivers).toEqual([]);
    expect(bare.verdicts).toStrictEqual([{ rule: 'kms', revision: 1, status: 'COMPLIANT' }]);
  });

  it('says who caused it, when, on what, and by which rules and settings', () => {
    expect(record).toMatchObject({
      schema: 'assay.evidence/1',
      kind: 'evaluation',
      recordedAt: '2026-03-01T20:00:02.000Z',
      trigger: evaluation.trigger,
      resource: { id: 'research', account: '111122223333', source: 'live', read: evaluation.resource.read },
      packDigest: 'p',
      inputDigest: 'i',
      settingsDigest: 's',
      waivers: [{ id: 'w-1', rule: 'root-access' }],
    });
  });
});

describe('any other record', () => {
  it.each([
    'denied-attempt',
    'gap',
    'waiver',
    'settings',
    'gate-result',
    'legal-hold',
    'seen-unchanged',
  ] as const)('of kind %s has a version and a time', (kind) => {
    expect(noticeRecord(kind, new Date(0), { from: 'a' })).toEqual({
      schema: 'assay.evidence/1',
      kind,
      recordedAt: '1970-01-01T00:00:00.000Z',
      detail: { from: 'a' },
    });
  });
});
