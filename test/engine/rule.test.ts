import { expect, it } from 'vitest';
import { defineRule } from '../../engine/rule.ts';
import { ruleWith } from '../support/rule.ts';

it('a rule is as it was written, for ever', () => {
  const rule = ruleWith();
  expect(defineRule(rule)).toBe(rule);
  expect(Object.isFrozen(rule)).toBe(true);
});
