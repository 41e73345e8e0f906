import { describe, expect, it } from 'vitest';
import { type Finding, findingsOf, isFailure } from '../../engine/finding.ts';
import { findingId, gateFindingId, idOf } from '../../engine/finding-id.ts';
import { createJudge, isolated } from '../../engine/judge.ts';
import { compliant, nonCompliant, type Rule, type Severity } from '../../engine/rule.ts';
import { type AppliedWaiver, noWaivers, type Waivers } from '../../engine/waiver.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/example';
const waiver: AppliedWaiver = {
  owner: 'o',
  approver: 'a',
  ticket: 't',
  reason: 'r',
  expires: '2030-01-01',
};

const fails = ruleWith(() => nonCompliant({ path: 'P', expected: 1, actual: 0 }));

const findingOf = (more: Partial<Finding> = {}): Finding => ({
  rule: fails,
  resource: resourceOf(TYPE),
  verdict: nonCompliant({ path: 'P', expected: 1, actual: 0 }),
  waiver: null,
  ...more,
});

describe('the identity of a finding', () => {
  // Known answers: printf 'test-rule\n111122223333\neu-west-1\nAWS::SageMaker::NotebookInstance\n…' | sha256sum
  it('is the hash of rule, account, Region, type and ARN, for ever', () => {
    expect(findingId('test-rule', resourceOf(TYPE, {}, { arn }))).toBe(
      'assay/227d29ffaee03ba4dbfbdb7754af8f53818eb066cf41b7bcb8af3ebe7eb7691d',
    );
    expect(findingId('test-rule', resourceOf(TYPE))).toBe(
      'assay/5e0b88851e223fd983958be4794f209b839b4bac84024b5fa6c590e726e6707f',
    );
  });

  it('has nothing where account and Region are not known', () => {
    // printf 'test-rule\n\n\nAWS::SageMaker::NotebookInstance\nexample' | sha256sum
    expect(findingId('test-rule', resourceOf(TYPE, {}, { account: null, region: null }))).toBe(
      'assay/1729ebe2d684b62e52d77227ba6281bd1babba7dae0b83c66711abe26d570f7f',
    );
  });

  it('of a gate is the hash of rule, file and address', () => {
    expect(gateFindingId('test-rule', 'template.json', 'Notebook')).toBe(
      'assay/39d3a65507d203604158ba4e27a64fe522cd313613eb29e0883f95c333dc5c2d',
    );
    const finding = findingOf({ resource: resourceOf(TYPE, {}, { file: 'template.json', id: 'Notebook' }) });
    expect(idOf(finding)).toBe(gateFindingId('test-rule', 'template.json', 'Notebook'));
  });

  it('does not depend on words, severity, verdict, properties or waiver', () => {
    const reworded = findingOf({
      rule: { ...fails, title: 'other', severity: 'LOW', revision: 9 },
      resource: resourceOf(TYPE, { A: 1 }, { createdAt: '2030-01-01T00:00:00Z' }),
      verdict: compliant,
      waiver,
    });
    expect(idOf(reworded)).toBe(idOf(findingOf()));
  });

  it.each([
    ['account', { account: '444455556666' }],
    ['Region', { region: 'us-east-1' }],
    ['id', { id: 'other' }],
    ['ARN', { arn }],
    ['type', { type: 'AWS::SageMaker::Model' }],
  ])('depends on the %s', (_name, more) => {
    expect(idOf(findingOf({ resource: resourceOf(TYPE, {}, more) }))).not.toBe(idOf(findingOf()));
  });

  it('of a singleton is its id, not the ARN that we made up', () => {
    const id = 'model-invocation-logging/eu-west-1';
    const synthetic = { id, arn: `arn:aws:assay:eu-west-1:111122223333:${id}`, synthetic: true } as const;
    expect(findingId('r', resourceOf(TYPE, {}, synthetic))).toBe(
      findingId('r', resourceOf(TYPE, {}, { id })),
    );
  });
});

describe('what makes a gate fail', () => {
  it.each<[Severity, Severity, boolean]>([
    ['LOW', 'LOW', true],
    ['LOW', 'MEDIUM', false],
    ['MEDIUM', 'MEDIUM', true],
    ['HIGH', 'MEDIUM', true],
    ['HIGH', 'CRITICAL', false],
    ['CRITICAL', 'CRITICAL', true],
  ])('%s with --fail-on %s: %s', (severity, failOn, expected) => {
    expect(isFailure(findingOf({ rule: { ...fails, severity } }), failOn)).toBe(expected);
  });

  it.each<[string, Partial<Finding>]>([
    ['a waived one', { waiver }],
    ['an advisory one', { rule: { ...fails, profile: 'advisory' } }],
    ['one in shadow', { rule: { ...fails, severity: 'CRITICAL', shadow: true } }],
    ['a compliant one', { verdict: compliant }],
    ['an unknown one', { verdict: { status: 'INSUFFICIENT_DATA', because: 'x' } }],
    ['one that does not apply', { verdict: { status: 'NOT_APPLICABLE', because: 'x' } }],
  ])('is not %s', (_name, more) => expect(isFailure(findingOf(more), 'LOW')).toBe(false));
});

describe('findings of a resource', () => {
  const judgeOf = (...rules: Rule[]) =>
    createJudge({
      rules,
      shapeOf: () => undefined,
      definitionOf: () => undefined,
      isAiType: () => true,
    });
  const judge = judgeOf(
    fails,
    ruleWith(() => compliant, { id: 'passes' }),
  );

  it('keep the raw verdict beside the waiver, and ask for one only where something fails', () => {
    const asked: string[] = [];
    const waivers: Waivers = {
      match: (rule) => {
        asked.push(rule.id);
        return waiver;
      },
      report: () => [],
      endingWithin: () => [],
    };
    const findings = findingsOf(resourceOf(TYPE), { judge, neighbourhood: isolated('x'), waivers });
    expect(findings.map(({ verdict, waiver }) => [verdict.status, waiver])).toEqual([
      ['NON_COMPLIANT', waiver],
      ['COMPLIANT', null],
    ]);
    expect(asked).toEqual(['test-rule']);
  });

  it('keep the fault of a rule that threw, and have none where it did not', () => {
    const defect = new TypeError('defect');
    const broken = ruleWith(() => {
      throw defect;
    });
    const verdict = { status: 'INSUFFICIENT_DATA', because: 'the rule failed: defect' };
    const resource = resourceOf(TYPE);
    const options = { neighbourhood: isolated('x'), waivers: noWaivers };
    expect(findingsOf(resource, { judge: judgeOf(broken), ...options })).toEqual([
      { rule: broken, resource, verdict, waiver: null, fault: defect },
    ]);
    expect(findingsOf(resource, { judge: judgeOf(fails), ...options })[0]).not.toHaveProperty('fault');
  });
});
