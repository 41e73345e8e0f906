import { describe, expect, it } from 'vitest';
import type { AssessedFinding, EvidencePointer } from '../../../engine/assessment/assessment.ts';
import { AS_OF, assessmentWith, findingWith } from '../small-assessment.ts';
import { factOf, resultsOf } from './document.ts';

const pointer: EvidencePointer = {
  account: '111122223333',
  region: 'eu-west-1',
  sequence: 17,
  segment: 'evidence/111122223333/eu-west-1/2026/11/02/segment-000000000001.ndjson.gz',
  recordedAt: '2026-11-02T11:00:01.000Z',
  status: 'NON_COMPLIANT',
};

function observed(finding: AssessedFinding, archive = './evidence') {
  const source = { kind: 'archive', name: archive, verification: null } as const;
  return resultsOf(assessmentWith([finding], { source })).results[0].observations?.[0];
}

describe('an observation', () => {
  it('is a test of one rule on one resource, at the time of the verdict', () => {
    const observation = observed(findingWith('NON_COMPLIANT'));
    expect(observation).toMatchObject({
      title: 'some-rule: NON_COMPLIANT',
      methods: ['TEST'],
      types: ['control-objective'],
      collected: '2026-11-02T11:00:00.000Z',
    });
    expect(observation?.description).toBe(
      'A model must be good. `arn:aws:sagemaker:eu-west-1:111122223333:model/m0`: ' +
        'the rule does not hold: `KmsKeyId` is absent, expected `"a key"`.',
    );
    expect(factOf(observation, 'rule-revision')).toBe('3');
  });

  it.each([
    ['COMPLIANT', 'the rule holds.'],
    ['NOT_APPLICABLE', 'the rule does not apply: nobody may read it.'],
    ['INSUFFICIENT_DATA', 'the rule could not be judged, which is no pass: nobody may read it.'],
  ] as const)('of %s says so in words', (status, said) => {
    expect(observed(findingWith(status))?.description.endsWith(said)).toBe(true);
  });

  it('is of the assessed instant where the source does not tell when', () => {
    expect(observed(findingWith('COMPLIANT', { lastEvaluated: null }))?.collected).toBe(AS_OF);
  });

  it.each([
    ['./evidence', '', './evidence'],
    ['s3://bucket/prefix/', 's3://bucket/prefix/', 's3://bucket/prefix/'],
    ['S3://bucket', 'S3://bucket/', 'S3://bucket'],
    ["it's; rm -rf $HOME", '', `'it'\\''s; rm -rf $HOME'`],
  ])('names the record in %s, and how to prove it', (archive, before, quoted) => {
    const [evidence] =
      observed(findingWith('NON_COMPLIANT', { evidence: [pointer] }), archive)?.['relevant-evidence'] ?? [];
    expect(evidence?.href).toBe(`${before}${pointer.segment}`);
    expect(evidence?.remarks).toContain(`\`assay prove 111122223333/eu-west-1/17 --archive ${quoted}\``);
  });

  it('has no evidence where there is no archive', () => {
    expect(observed(findingWith('COMPLIANT'))?.['relevant-evidence']).toBeUndefined();
  });

  it('is marked where it is told and not counted', () => {
    expect(factOf(observed(findingWith('NON_COMPLIANT', { advisory: true })), 'advisory')).toBe('true');
    expect(factOf(observed(findingWith('NON_COMPLIANT')), 'advisory')).toBeUndefined();
  });
});
