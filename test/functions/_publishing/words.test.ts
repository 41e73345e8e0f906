import { describe, expect, it } from 'vitest';
import { waiverRule } from '../../../engine/waiver-finding.ts';
import { controlOf, isControlId } from '../../../frameworks/index.ts';
import { wordsOf } from '../../../functions/_publishing/words.ts';
import { rules } from '../../../rules/index.ts';

const all = [...rules, waiverRule];
const controlsOf = ({ controls }: (typeof all)[number]) =>
  [...Object.keys(controls.published), ...controls.judged].filter(isControlId).map(controlOf);

describe('what a rule says in Security Hub', () => {
  it.each(all.map((rule) => [rule.id, rule] as const))('fits, and names each framework: %s', (id, rule) => {
    const { title, rationale, guidance, requirements, url } = wordsOf(id);
    expect([title, rationale, guidance, url]).toEqual([
      rule.title,
      rule.rationale,
      rule.guidance,
      rule.references[0],
    ]);
    expect(title.length).toBeLessThanOrEqual(256);
    expect(guidance.length).toBeLessThanOrEqual(512);
    const controls = controlsOf(rule);
    expect(requirements).toHaveLength(controls.length);
    const told = requirements.slice(0, 32);
    for (const { framework } of controls)
      expect(told.some((text) => text.startsWith(`${framework.name} ${framework.edition} `))).toBe(true);
  });

  it('tells published controls of a framework before our own judgement', () => {
    const { requirements } = wordsOf('sagemaker-notebook-kms-cmk');
    const ours = requirements.filter((text) => text.startsWith('NIST SP 800-53'));
    expect(ours[0]).toMatch(/AU-9\(3\)$/);
    expect(ours.at(-1)).toMatch(/SC-28$/);
  });

  it('is its id alone where the rule is not there any more', () => {
    expect(wordsOf('retired')).toMatchObject({ title: 'retired', requirements: [] });
  });
});
