import { describe, expect, it } from 'vitest';
import type { Finding } from '../../engine/finding.ts';
import {
  compliant,
  insufficientData,
  nonCompliant,
  notApplicable,
  type Severity,
} from '../../engine/rule.ts';
import { count, emptyTally, statusOf } from '../../reports/tally.ts';
import { tallyText } from '../../reports/text.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const fails = nonCompliant({ path: 'P', expected: 1, actual: 0 });
const waiver = { owner: 'o', approver: 'a', ticket: 't', reason: 'r', expires: '2030-01-01' };
const findingWith = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  rule: ruleWith(undefined, { severity }),
  resource: resourceOf('T'),
  verdict: fails,
  waiver: null,
  ...more,
});
const advisory = ruleWith(undefined, { profile: 'advisory' });

function tallied(findings: readonly Finding[], failOn: Severity = 'LOW') {
  const tally = emptyTally();
  for (const finding of findings) count(tally, finding, failOn);
  return tally;
}

const mixed = [
  findingWith('LOW'),
  findingWith('HIGH'),
  findingWith('HIGH', { waiver }),
  findingWith('HIGH', { rule: advisory }),
  findingWith('HIGH', { verdict: compliant }),
  findingWith('HIGH', { verdict: notApplicable('x') }),
  findingWith('HIGH', { verdict: insufficientData('x'), fault: new Error('defect') }),
];

describe('counting', () => {
  it('puts every finding where it belongs', () => {
    expect(tallied(mixed)).toEqual({
      byStatus: { COMPLIANT: 1, NON_COMPLIANT: 4, NOT_APPLICABLE: 1, INSUFFICIENT_DATA: 1 },
      failures: { CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 1 },
      waived: 1,
      advisory: 1,
      atOrAbove: 2,
      unknown: 1,
      faults: 1,
    });
  });

  it('tells all of it in one line, the unknown even where there is none', () => {
    expect(tallyText(tallied(mixed))).toBe(
      '2 failed (1 HIGH, 1 LOW), 1 waived, 1 advisory, 1 unknown (INSUFFICIENT_DATA), 1 passed, 1 not applicable, 1 rule faults',
    );
    expect(tallyText(emptyTally())).toContain('0 unknown (INSUFFICIENT_DATA)');
  });
});

describe('what is in shadow', () => {
  const shadowed = { ...advisory, profile: 'baseline', shadow: true } as const;

  it('is counted by itself, and named only where there is some', () => {
    const tally = tallied([...mixed, findingWith('HIGH', { rule: shadowed, waiver })]);
    expect(tally).toMatchObject({ shadow: 1, waived: 1, advisory: 1, atOrAbove: 2 });
    expect(tallyText(tally)).toContain('1 advisory, 1 in shadow, ');
    expect(tallied(mixed)).not.toHaveProperty('shadow');
    expect(tallyText(tallied(mixed))).not.toContain('shadow');
  });

  it('never makes the status fail', () => {
    const failure = findingWith('HIGH', { rule: { ...shadowed, severity: 'CRITICAL' } });
    const unknown = findingWith('HIGH', { rule: shadowed, verdict: insufficientData('x') });
    expect(statusOf(tallied([failure, unknown]), true)).toBe(0);
  });
});

describe('the exit status', () => {
  const unknown = findingWith('HIGH', { verdict: insufficientData('x') });
  it.each<[string, readonly Finding[], Severity, boolean, 0 | 1]>([
    ['nothing', [], 'LOW', true, 0],
    ['a failure', [findingWith('LOW')], 'LOW', false, 1],
    ['a failure below', [findingWith('LOW')], 'MEDIUM', false, 0],
    ['a waived failure', [findingWith('HIGH', { waiver })], 'LOW', true, 0],
    ['an advisory failure', [findingWith('HIGH', { rule: advisory })], 'LOW', true, 0],
    ['an unknown', [unknown], 'LOW', false, 0],
    ['an unknown that counts', [unknown], 'LOW', true, 1],
    ['an advisory unknown', [{ ...unknown, rule: advisory }], 'LOW', true, 0],
  ])('%s', (_name, findings, failOn, failOnUnknown, status) => {
    expect(statusOf(tallied(findings, failOn), failOnUnknown)).toBe(status);
  });
});
