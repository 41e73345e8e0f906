import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insufficientData, nonCompliant } from '../../engine/rule.ts';
import { findingText, visible, waiverText } from '../../reports/text.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const same = (text: string): string => text;
const plain = { bold: same, dim: same, red: same, green: same, yellow: same };
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
          findingText(
            {
              rule,
              resource,
              verdict: nonCompliant({ path: text, expected: other, actual: value as null }),
              waiver: null,
            },
            plain,
          ),
          findingText({ rule, resource, verdict: insufficientData(text), waiver: null }, plain),
          findingText(
            {
              rule,
              resource,
              verdict: nonCompliant({ path: 'P', expected: [text], actual: { [other]: text } }),
              waiver: { owner: text, approver: other, ticket: text, reason: other, expires: '2030-01-01' },
            },
            plain,
          ),
        ];
        for (const each of shown) expect(each).not.toMatch(CONTROL);
      }),
    );
  });

  it('cuts what is endless', () => expect(visible('x'.repeat(1_000_000)).length).toBeLessThan(310));

  it('says what is absent', () => {
    const verdict = nonCompliant({ path: 'KmsKeyId', expected: 'a key', actual: null });
    expect(findingText({ rule, resource, verdict, waiver: null }, plain)).toContain(
      'KmsKeyId is absent, expected a key',
    );
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
