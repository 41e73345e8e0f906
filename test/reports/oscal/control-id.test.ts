import { describe, expect, it } from 'vitest';
import { type Framework, frameworks } from '../../../frameworks/index.ts';
import { controlToken, objectiveToken, sourceOf } from '../../../reports/oscal/control-id.ts';

/** OSCAL's own pattern of a `token`, as far as ASCII goes. */
const TOKEN = /^[_A-Za-z][_A-Za-z\-.0-9]*$/;

describe('a control id in OSCAL', () => {
  it('is a token of its own for every control of every framework', () => {
    const tokens = Object.values<Framework>(frameworks).flatMap((framework) =>
      Object.keys(framework.controls).map((id) => controlToken(framework, id)),
    );
    expect(tokens.length).toBeGreaterThan(200);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(objectiveToken(token)).toMatch(TOKEN);
  });

  it.each([
    ['nist_800_53_r5', 'AC-2(1)', 'ac-2.1'],
    ['nist_800_53_r5', 'SC-28', 'sc-28'],
    ['eu_ai_act_2024_1689', 'Art. 15', 'eu_ai_act_2024_1689.art.-15'],
    ['owasp_llm_2025', 'LLM01:2025', 'owasp_llm_2025.llm01-2025'],
  ])('of %s: %s is %s', (key, id, token) => {
    expect(controlToken({ key }, id)).toBe(token);
  });

  it('points to the catalogue in OSCAL where the publisher has one', () => {
    expect(sourceOf({ key: 'nist_800_53_r5', url: 'https://csrc.nist.gov' })).toMatch(/_catalog\.json$/);
    expect(sourceOf({ key: 'soc2_tsc', url: 'https://example.com' })).toBe('https://example.com');
  });
});
