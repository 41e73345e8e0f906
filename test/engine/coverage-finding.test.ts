import { describe, expect, it } from 'vitest';
import { COVERAGE_TYPE, coverageRule, coverageSeen } from '../../engine/coverage-finding.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const type = 'AWS::KMS::Key';
const because = 'access denied: kms:DescribeKey';
const ref: ResourceRef = {
  type: COVERAGE_TYPE,
  id: 'coverage/AWS::KMS::Key',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
};
const DENIED = {
  status: 'NON_COMPLIANT',
  observations: [{ path: `coverage[${type}]`, expected: 'resources that can be read', actual: because }],
};

describe('the rule on coverage', () => {
  const context = { related: () => [], referrers: () => [], parameters: {} };

  it.each([
    ...coverageRule.examples.compliant.map((example) => ['COMPLIANT', example] as const),
    ...coverageRule.examples.nonCompliant.map((example) => ['NON_COMPLIANT', example] as const),
  ])('judges its examples as it says: %s', (status, { properties }) => {
    const resource = { ...resourceOf(COVERAGE_TYPE), properties: properties as never };
    expect(coverageRule.evaluate(resource, context).status).toBe(status);
  });

  it('is about a type of our own', () => expect(COVERAGE_TYPE).toMatch(/^Assay::\w+$/));
});

describe('coverage as posture takes it in', () => {
  const denied = coverageSeen(ref, { type, because, now: NOW });
  const read = coverageSeen(ref, { type, because: undefined, now: NOW });

  it('is one finding: why the type cannot be read', () => {
    expect(denied.findings).toEqual([
      {
        rule: coverageRule,
        resource: { ...ref, source: 'state', properties: { type, because } },
        verdict: DENIED,
        waiver: null,
      },
    ]);
  });

  it('is one finding that closes where all is read', () => {
    expect(read.findings).toMatchObject([{ verdict: { status: 'COMPLIANT' }, resource: { ...ref } }]);
    expect(read.findings[0]?.resource.properties).toStrictEqual({ type });
  });

  it('is something that is there, refers to nothing, and was seen just now', () => {
    const { findings: _, inputDigest, ownDigest, ...facts } = denied;
    expect(facts).toEqual({ ref, presence: 'present', createdAt: null, readAt: [NOW, NOW], references: [] });
    expect(ownDigest).toBe(inputDigest);
  });

  it('is told apart by its digest: by type and by reason', () => {
    const digests = [
      denied,
      read,
      coverageSeen(ref, { type: 'AWS::S3::Bucket', because, now: NOW }),
      coverageSeen(ref, { type, because: 'access denied: kms:ListKeys', now: NOW }),
    ].map(({ inputDigest }) => inputDigest);
    expect(new Set(digests).size).toBe(4);
    expect(coverageSeen(ref, { type, because, now: '2026-03-02T00:00:00.000Z' }).inputDigest).toBe(
      digests[0],
    );
  });
});
