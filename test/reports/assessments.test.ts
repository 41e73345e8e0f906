import { describe, expect, it } from 'vitest';
import { assessmentOf } from './assessments.ts';

describe('the made-up assessment', () => {
  const assessment = assessmentOf({ findings: 600 });

  it('is the same whenever it is made', () => {
    expect(assessmentOf({ findings: 600 })).toEqual(assessment);
  });

  it('has every status, severity, coverage and waiver state', () => {
    const { findings, frameworks, waivers } = assessment;
    expect(new Set(findings.map(({ status }) => status)).size).toBe(4);
    expect(new Set(findings.map(({ severity }) => severity)).size).toBe(4);
    expect(new Set(waivers.map(({ state }) => state)).size).toBe(6);
    expect(new Set(frameworks.flatMap(({ controls }) => controls.map(({ coverage }) => coverage))).size).toBe(
      3,
    );
    expect(findings.some(({ waiver }) => waiver !== null)).toBe(true);
    expect(findings.some(({ advisory }) => advisory)).toBe(true);
    expect(findings.some(({ dueAt }) => dueAt !== null && dueAt < assessment.asOf)).toBe(true);
  });

  it('has as many findings as were asked for, each its own', () => {
    const { findings } = assessmentOf({ findings: 10_000 });
    expect(new Set(findings.map(({ id }) => id)).size).toBe(10_000);
  });

  it('ends its history with the day of the findings', () => {
    const failing = assessment.findings.filter(({ status }) => status === 'NON_COMPLIANT').length;
    expect(assessment.history.at(-1)?.counts.NON_COMPLIANT).toBe(failing);
  });
});
