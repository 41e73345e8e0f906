import { describe, expect, it } from 'vitest';
import type { Finding } from '../../engine/finding.ts';
import { compliant, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';
import { findingJson, findingLine, isListed } from '../../reports/contract.ts';
import type { Json } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const rule = ruleWith(undefined, { id: 'sagemaker-notebook-root-access' });
const observation = { path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' };
const waiver = { owner: 'o', approver: 'a', ticket: 't', reason: 'r', expires: '2030-01-01' };
const inTemplate = resourceOf(
  'AWS::SageMaker::NotebookInstance',
  {},
  {
    id: 'Notebook',
    file: 'template.json',
    source: 'template',
    account: null,
    region: null,
  },
);

const findingWith = (more: Partial<Finding> = {}): Finding => ({
  rule,
  resource: inTemplate,
  verdict: nonCompliant(observation),
  waiver: null,
  ...more,
});

describe('a finding as JSON', () => {
  it('has the shape of the contract', () => {
    expect(findingJson(findingWith())).toEqual({
      rule: 'sagemaker-notebook-root-access',
      status: 'NON_COMPLIANT',
      severity: 'HIGH',
      file: 'template.json',
      resource: { type: 'AWS::SageMaker::NotebookInstance', id: 'Notebook' },
      observations: [observation],
      waiver: null,
    });
  });

  it('of a live resource has the ARN for an id, account and Region, and no file', () => {
    const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/example';
    const json = findingJson(findingWith({ resource: resourceOf('T', {}, { arn }) }));
    expect(json.resource).toEqual({ type: 'T', id: arn, account: '111122223333', region: 'eu-west-1' });
    expect(JSON.stringify(json)).not.toContain('file');
  });

  it('of a template has the logical id, even where an ARN is known', () => {
    expect(findingJson(findingWith({ resource: { ...inTemplate, arn: 'arn:x' } })).resource.id).toBe(
      'Notebook',
    );
  });

  it.each([
    [compliant, {}],
    [notApplicable('why'), { because: 'why' }],
    [insufficientData('why'), { because: 'why' }],
  ])('%j has no observations, but a reason where there is one', (verdict, more) => {
    const json = findingJson(findingWith({ verdict }));
    expect(json).toMatchObject({ status: verdict.status, observations: [], ...more });
    expect(JSON.stringify(json).includes('because')).toBe('because' in more);
  });

  it('keeps the status beside a waiver, and marks what is advisory', () => {
    const advisory = ruleWith(undefined, { profile: 'advisory' });
    expect(findingJson(findingWith({ waiver, rule: advisory }))).toMatchObject({
      status: 'NON_COMPLIANT',
      waiver,
      advisory: true,
    });
  });

  it('marks what is in shadow, and nothing else', () => {
    const shadowed = findingWith({ rule: { ...findingWith().rule, shadow: true } });
    const plain = JSON.parse(JSON.stringify(findingJson(findingWith())));
    expect(JSON.parse(JSON.stringify(findingJson(shadowed)))).toEqual({ ...plain, shadow: true });
    expect(plain).not.toHaveProperty('shadow');
  });

  it('is printed as it would be serialised, to the letter, whatever was printed before it', () => {
    const hostile = 'a"b\\c\n\u2028\ud800';
    const observing = (path: string, expected: Json, actual: Json) =>
      nonCompliant({ path, expected, actual });
    const findings = [
      findingWith(),
      findingWith({ resource: { ...inTemplate, id: 'Other' } }),
      findingWith({ resource: { ...inTemplate, id: hostile, file: hostile } }),
      findingWith({ resource: { ...inTemplate, type: 'T' } }),
      findingWith({ waiver }),
      findingWith({ verdict: insufficientData(hostile) }),
      findingWith({ verdict: observing(hostile, hostile, hostile) }),
      findingWith({ verdict: observing('P', ['a', null], { a: [1] }) }),
      findingWith({ verdict: observing('P', true, 0) }),
      findingWith({ verdict: nonCompliant(observation, observation) }),
      findingWith({ resource: resourceOf('T', {}, { arn: hostile, region: null }) }),
      findingWith({ resource: { ...inTemplate, region: 'eu-west-1' } }),
      findingWith({ rule: ruleWith(undefined, { profile: 'advisory' }) }),
      findingWith({ rule: ruleWith(undefined, { shadow: true }) }),
    ];
    for (const finding of [...findings, ...findings.toReversed()]) {
      expect(findingLine(finding)).toBe(JSON.stringify(findingJson(finding)));
    }
  });

  it.each([
    [compliant, false],
    [notApplicable('x'), false],
    [insufficientData('x'), true],
    [nonCompliant(observation), true],
  ])('%j is listed without --all: %s', (verdict, expected) => {
    expect(isListed(findingWith({ verdict }))).toBe(expected);
  });
});
