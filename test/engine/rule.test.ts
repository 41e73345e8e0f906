import { expect, it } from 'vitest';
import { defineRule, isOnlyTold, type Rule } from '../../engine/rule.ts';
import { ruleWith } from '../support/rule.ts';

it('a rule is as it was written, for ever', () => {
  const rule = ruleWith();
  expect(defineRule(rule)).toBe(rule);
  expect(Object.isFrozen(rule)).toBe(true);
});

it.each<[Partial<Rule>, boolean]>([
  [{}, false],
  [{ profile: 'regulated' }, false],
  [{ profile: 'advisory' }, true],
  [{ shadow: true }, true],
  [{ profile: 'advisory', shadow: true }, true],
])('a rule with %j is only told: %s', (more, expected) => {
  expect(isOnlyTold(ruleWith(undefined, more))).toBe(expected);
});
