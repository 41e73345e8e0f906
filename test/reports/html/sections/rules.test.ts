import { describe, expect, it } from 'vitest';
import { linesOf, rulesSection, worstSection } from '../../../../reports/html/sections/rules.ts';
import { SEVERITIES } from '../../../../reports/html/words.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const assessment = assessmentOf({ findings: 600 });

describe('rules', () => {
  it('come with those that fail on top, the most severe first', () => {
    const lines = linesOf(assessment);
    const failing = lines.filter(({ failing: count }) => count > 0);
    expect(lines.slice(0, failing.length)).toEqual(failing);
    const ranks = failing.map(({ rule }) => SEVERITIES.indexOf(rule.severity));
    expect(ranks).toEqual(ranks.toSorted());
  });

  it('count every finding that fails, is waived, unknown or in order', () => {
    const lines = linesOf(assessment);
    const sum = lines.reduce(
      (total, { failing, waived, unknown, compliant }) => total + failing + waived + unknown + compliant,
      0,
    );
    expect(sum).toBe(assessment.findings.filter(({ status }) => status !== 'NOT_APPLICABLE').length);
  });

  it('tell why, what to do and where to read, all of them', () => {
    const words = wordsOf(rulesSection(assessment));
    for (const { title, rationale, guidance } of assessment.rules.slice(0, 5)) {
      expect(words).toContain(title);
      expect(words).toContain(rationale);
      expect(words).toContain(guidance);
    }
    expect(words).toContain(assessment.tool.packDigest);
  });

  it('that are advisory are not what to fix first', () => {
    const advisory = assessment.rules.filter(({ profile }) => profile === 'advisory');
    const findings = assessment.findings.filter(({ advisory: told }) => told);
    expect(wordsOf(worstSection({ ...assessment, findings }))).toContain('No finding that counts');
    expect(advisory.length).toBeGreaterThan(0);
  });

  it('that are in shadow are said to be, and are not what to fix first', () => {
    const [like, finding] = [assessment.rules[0], assessment.findings[0]];
    if (like === undefined || finding === undefined) throw new Error('there is nothing to tell');
    const rule = { ...like, profile: 'baseline', shadow: true } as const;
    const failing = { ...finding, rule: rule.id, status: 'NON_COMPLIANT', waiver: null } as const;
    const dark = {
      ...assessment,
      rules: [rule],
      findings: [{ ...failing, advisory: true, shadow: true } as const],
    };
    expect(wordsOf(rulesSection(dark))).toContain('in shadow');
    expect(wordsOf(worstSection(dark))).toContain('No finding that counts');
    const { shadow: _, ...counting } = rule;
    const bright = { ...assessment, rules: [counting], findings: [{ ...failing, advisory: false }] };
    expect(wordsOf(rulesSection(bright))).not.toContain('in shadow');
    expect(wordsOf(worstSection(bright))).not.toContain('No finding that counts');
  });

  it('link nothing but the web', () => {
    const [rule] = assessment.rules;
    if (rule === undefined) throw new Error('there is no rule');
    const evil = { ...rule, references: ['javascript:alert(1)'] };
    expect(rulesSection({ ...assessment, rules: [evil] }).markup).not.toContain('href="javascript');
  });
});
