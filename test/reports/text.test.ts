import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../engine/finding.ts';
import { insufficientData, nonCompliant } from '../../engine/rule.ts';
import { findingTexts, visible, waiverText } from '../../reports/text.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const same = (text: string): string => text;
const plain = { bold: same, dim: same, red: same, green: same, yellow: same };
const textOf = (finding: Finding): string => findingTexts(plain)(finding);
const rule = ruleWith();
const resource = resourceOf('T');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/u;

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u001b[31mred', '\u009b31m', 'a\r\nb', '\u202egnp.exe', 'x\u2028y', '\u0000'),
);

describe('text for a terminal', () => {
  it('never lets a control character through, wherever it comes from', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.jsonValue(), (text, other, value) => {
        const shown = [
          textOf({
            rule,
            resource,
            verdict: nonCompliant({ path: text, expected: other, actual: value as null }),
            waiver: null,
          }),
          textOf({ rule, resource, verdict: insufficientData(text), waiver: null }),
          textOf({
            rule,
            resource,
            verdict: nonCompliant({ path: 'P', expected: [text], actual: { [other]: text } }),
            waiver: { owner: text, approver: other, ticket: text, reason: other, expires: '2030-01-01' },
          }),
        ];
        for (const each of shown) expect(each).not.toMatch(CONTROL);
      }),
    );
  });

  it('cuts what is endless', () => expect(visible('x'.repeat(1_000_000)).length).toBeLessThan(310));

  it('says what is absent', () => {
    const verdict = nonCompliant({ path: 'KmsKeyId', expected: 'a key', actual: null });
    expect(textOf({ rule, resource, verdict, waiver: null })).toContain('KmsKeyId is absent, expected a key');
  });

  it('says what to do once a rule, and never beside a waiver', () => {
    const verdict = nonCompliant({ path: 'P', expected: 1, actual: 0 });
    const waiver = { owner: 'o', approver: 'a', ticket: 't', reason: 'r', expires: '2030-01-01' };
    const tell = findingTexts(plain);
    expect(tell({ rule, resource, verdict, waiver })).not.toContain(rule.guidance);
    expect(tell({ rule, resource, verdict, waiver: null })).toContain(rule.guidance);
    expect(tell({ rule, resource, verdict, waiver: null })).not.toContain(rule.guidance);
  });

  it('tells a waiver with its problem in one line', () => {
    const waiver = {
      rule: 'r',
      scope: {},
      owner: 'o',
      requester: 'q',
      approver: 'a',
      ticket: 'T\n1',
      reason: 'x',
      approved: '2026-01-01',
      expires: '2026-01-02',
    };
    const text = waiverText({ waiver, problem: 'expired', because: 'it ended' });
    expect(text).toBe('waiver for r (T\uFFFD1) is expired: it ended\n');
  });
});
