import { expect, it } from 'vitest';
import { assessedRule, unknownRule } from '../../../engine/assessment/assessed-rule.ts';
import { ruleWith } from '../../support/rule.ts';

it('a rule is told with its words, and each control with who maps it', () => {
  const [published, judged] = ['soc2_tsc:CC3.2', 'iso42001_2023:A.6.2.6'] as const;
  const rule = ruleWith(undefined, {
    controls: { published: { [published]: 'https://example.com' }, judged: [judged] },
  });
  const { id, revision, title, rationale, guidance, severity, profile, resourceType, references } = rule;
  expect(assessedRule(rule)).toEqual({
    id,
    revision,
    title,
    rationale,
    guidance,
    severity,
    profile,
    resourceType,
    references,
    controls: [
      { id: published, source: 'https://example.com' },
      { id: judged, source: null },
    ],
  });
});

it('a rule that is not known is told by its id, and supports nothing', () => {
  expect(unknownRule('former')).toEqual({
    id: 'former',
    revision: 0,
    title: 'former',
    rationale: expect.stringMatching(/not known/),
    guidance: expect.stringMatching(/version/),
    severity: 'MEDIUM',
    profile: 'baseline',
    resourceType: '*',
    references: [],
    controls: [],
  });
});
