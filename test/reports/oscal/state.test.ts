import { describe, expect, it } from 'vitest';
import type { AssessedFinding, Assessment, CoverageGap } from '../../../engine/assessment/assessment.ts';
import type { Status } from '../../../engine/verdict.ts';
import { stateOf } from '../../../reports/oscal/state.ts';
import { verificationOf } from '../assessment/verification.ts';
import { AS_OF, assessmentWith, findingWith, ruleWith, WAIVER } from '../small-assessment.ts';

const STATUSES: readonly Status[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];

const judged = (findings: readonly AssessedFinding[], more: Partial<Assessment> = {}) =>
  stateOf(findings, [ruleWith()], assessmentWith(findings, more));

describe('the state of an objective', () => {
  it.each<[string, readonly AssessedFinding[], string, string]>([
    ['all hold', [findingWith('COMPLIANT'), findingWith('COMPLIANT', {}, 1)], 'satisfied', 'pass'],
    [
      'one holds, another does not apply',
      [findingWith('COMPLIANT'), findingWith('NOT_APPLICABLE')],
      'satisfied',
      'pass',
    ],
    ['one fails', [findingWith('COMPLIANT'), findingWith('NON_COMPLIANT')], 'not-satisfied', 'fail'],
    [
      'one fails and is waived',
      [findingWith('COMPLIANT'), findingWith('NON_COMPLIANT', { waiver: WAIVER })],
      'not-satisfied',
      'fail',
    ],
    [
      'one could not be judged',
      [findingWith('COMPLIANT'), findingWith('INSUFFICIENT_DATA')],
      'not-satisfied',
      'other',
    ],
    ['none applies', [findingWith('NOT_APPLICABLE')], 'not-satisfied', 'other'],
    ['there is no verdict', [], 'not-satisfied', 'other'],
    [
      'an advisory one fails, which never counts',
      [findingWith('COMPLIANT'), findingWith('NON_COMPLIANT', { advisory: true })],
      'satisfied',
      'pass',
    ],
    ['only an advisory one holds', [findingWith('COMPLIANT', { advisory: true })], 'not-satisfied', 'other'],
  ])('%s', (_, findings, state, reason) => {
    expect(judged(findings)).toMatchObject({ state, reason });
  });

  it('is a pass for COMPLIANT alone, of all statuses with and without a waiver', () => {
    const passing = STATUSES.flatMap((status) =>
      [null, WAIVER].filter((waiver) => judged([findingWith(status, { waiver })]).state === 'satisfied'),
    );
    expect(passing.length).toBe(2);
    expect(judged([findingWith('COMPLIANT', { waiver: WAIVER })]).state).toBe('satisfied');
  });

  it('is not applicable only where nothing else was seen', () => {
    expect(judged([findingWith('NOT_APPLICABLE')]).isNotApplicable).toBe(true);
    expect(
      judged([findingWith('NOT_APPLICABLE'), findingWith('INSUFFICIENT_DATA')]).isNotApplicable,
    ).toBeUndefined();
  });

  it('says how many failed and how many of them are waived', () => {
    const failing = [0, 1, 2].map((number) =>
      findingWith('NON_COMPLIANT', { waiver: number === 0 ? WAIVER : null }, number),
    );
    expect(judged(failing).because).toBe('3 failed, 1 of them waived');
  });

  it.each(['failed', 'unusable'] as const)('is no pass by an archive whose verification is %s', (status) => {
    const source = { kind: 'archive', name: 'x', verification: verificationOf(status, AS_OF) } as const;
    expect(judged([findingWith('COMPLIANT')], { source })).toMatchObject({
      state: 'not-satisfied',
      reason: 'other',
    });
  });

  it('passes by an archive that is proven', () => {
    const source = { kind: 'archive', name: 'x', verification: verificationOf('proven', AS_OF) } as const;
    expect(judged([findingWith('COMPLIANT')], { source }).state).toBe('satisfied');
  });

  it.each([
    ['verification-failed', 'not-satisfied'],
    ['incomplete', 'not-satisfied'],
    ['unreadable', 'not-satisfied'],
    ['not-verified', 'satisfied'],
    ['unknown-rule', 'satisfied'],
  ] as const)('under the note %s it is %s', (kind, state) => {
    expect(judged([findingWith('COMPLIANT')], { notes: [{ kind, text: 'so' }] }).state).toBe(state);
  });

  const gap: CoverageGap = {
    subject: 'change events',
    account: '111122223333',
    region: 'eu-west-1',
    from: '2026-11-01T00:00:00.000Z',
    to: null,
    because: 'no canary came through',
  };

  it.each<[string, Partial<CoverageGap>, string]>([
    ['goes on where the resource is', {}, 'not-satisfied'],
    ['goes on everywhere', { account: null, region: null }, 'not-satisfied'],
    ['goes on elsewhere', { region: 'us-east-1' }, 'satisfied'],
    ['is over', { to: '2026-11-01T05:00:00.000Z' }, 'satisfied'],
    [
      'hides the type that the rule judges, anywhere',
      { subject: 'AWS::SageMaker::Model', region: 'us-east-1' },
      'not-satisfied',
    ],
    ['hides another type', { subject: 'AWS::Bedrock::Agent' }, 'satisfied'],
  ])('while a gap %s it is %s', (_, more, state) => {
    expect(judged([findingWith('COMPLIANT')], { gaps: [{ ...gap, ...more }] }).state).toBe(state);
  });

  it.each([
    [
      'a type that cannot be listed',
      { subject: 'AWS::Bedrock::Agent', region: 'us-east-1' },
      'not-satisfied',
    ],
    ['another place', { region: 'us-east-1' }, 'satisfied'],
  ])('counts a gap in %s for rules of every type: %j', (_, more, state) => {
    const finding = findingWith('COMPLIANT');
    const assessment = assessmentWith([finding], { gaps: [{ ...gap, ...more }] });
    expect(stateOf([finding], [ruleWith({ resourceType: '*' })], assessment).state).toBe(state);
  });
});
