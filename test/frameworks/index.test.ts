import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type ControlId,
  controlOf,
  controlTitle,
  isControlId,
  mappingNotice,
} from '../../frameworks/index.ts';

describe('isControlId', () => {
  it.each([
    'iso42001_2023:A.6.2.8',
    'nist_800_53_r5:SC-7(21)',
    'eu_ai_act_2024_1689:Art. 12',
    'owasp_llm_2025:LLM06:2025',
  ])('knows %s', (id) => {
    expect(isControlId(id)).toBe(true);
  });

  it.each([
    ['an empty text', ''],
    ['a framework without a control', 'iso42001_2023'],
    ['a framework with an empty control', 'iso42001_2023:'],
    ['a control without a framework', 'A.6.2.8'],
    ['a control of another framework', 'iso42001_2023:A.8.24'],
    ['a framework we do not have', 'iso27701_2025:7.2.2'],
    ['an OWASP id cut at its own colon', 'owasp_llm_2025:LLM06'],
    ['a name every object inherits', 'iso42001_2023:constructor'],
    ['a blank at the end', 'iso42001_2023:A.6.2.8 '],
  ])('refuses %s', (_what, text) => {
    expect(isControlId(text)).toBe(false);
  });
});

describe('controlTitle', () => {
  it.each<[ControlId, string]>([
    ['iso42001_2023:A.6.2.8', 'AI system recording of event logs'],
    ['nist_800_53_r5:AC-6', 'Least Privilege'],
    ['owasp_llm_2025:LLM06:2025', 'Excessive Agency'],
  ])('titles %s', (id, title) => {
    expect(controlTitle(id)).toBe(title);
  });

  it('refuses an id that went round the type, and names it', () => {
    // @ts-expect-error the id does not exist
    expect(() => controlTitle('iso42001_2023:A.99.9')).toThrow('unknown control id "iso42001_2023:A.99.9"');
  });
});

describe('controlOf', () => {
  it("keeps the colon of an OWASP id in the publisher's id", () => {
    const control = controlOf('owasp_llm_2025:LLM06:2025');

    expect(control.id).toBe('LLM06:2025');
    expect(control.framework.name).toBe('OWASP Top 10 for LLM Applications');
  });
});

describe('ControlId', () => {
  it('is a union of ids and not any text', () => {
    expectTypeOf<string>().not.toExtend<ControlId>();
    expectTypeOf<'nist_800_53_r5:AC-6'>().toExtend<ControlId>();
    expectTypeOf<'nist_800_53_r5:AC-66'>().not.toExtend<ControlId>();
    expectTypeOf<'nist_800_53_r4:AC-6'>().not.toExtend<ControlId>();
    expectTypeOf<'iso27001_2022:AC-6'>().not.toExtend<ControlId>();
  });

  it('does not compile with a typo', () => {
    // @ts-expect-error AC-66 is no control
    const typo: ControlId = 'nist_800_53_r5:AC-66';

    expect(isControlId(typo)).toBe(false);
  });
});

describe('mappingNotice', () => {
  it('says that a rule supports a control and never satisfies it', () => {
    expect(mappingNotice).toMatch(/supports .* never satisfies/);
  });
});
