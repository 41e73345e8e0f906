import { describe, expect, it } from 'vitest';
import { executionName, planName } from '../../../engine/remediation/trigger.ts';
import { triggerWith } from './kit.ts';

const requested = (id: string) => triggerWith({ kind: 'request', id });

describe('the name of an execution', () => {
  it('is one for one opening, whatever event tells of it', () => {
    expect(executionName(triggerWith({ id: 'a' }))).toBe(executionName(triggerWith({ id: 'b' })));
    expect(executionName(triggerWith({ generation: 3 }))).not.toBe(executionName(triggerWith()));
  });

  it('is one for each time that a person asks', () => {
    expect(executionName(requested('a'))).toBe(executionName(requested('a')));
    expect(executionName(requested('a'))).not.toBe(executionName(requested('b')));
  });

  it('tells which generation it is about, or that it is whichever stands now', () => {
    expect(executionName(triggerWith({ generation: 3 }))).toMatch(/-3$/);
    expect(executionName(triggerWith({ kind: 'request', generation: null }))).toMatch(/-now-/);
  });

  it('is what Step Functions takes', () => {
    const longest = triggerWith({ kind: 'request', generation: 123_456_789, id: 'x'.repeat(500) });
    expect(executionName(longest)).toMatch(/^[\w-]{1,80}$/);
    expect(executionName(triggerWith({ kind: 'request', generation: null }))).toMatch(/^[\w-]{1,80}$/);
  });
});

describe('the name of a plan', () => {
  it.each([
    [1, 'x-3'],
    [2, 'x-3-r2'],
    [10, 'x-3-r10'],
  ])('of round %i is %s', (round, name) => {
    expect(planName('x-3', round)).toBe(name);
  });
});
