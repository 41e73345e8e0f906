import { describe, expect, it } from 'vitest';
import { resolved, settlementOf } from '../../../engine/remediation/condition.ts';
import type { ApiCall } from '../../../engine/remediation/plan.ts';

const call: ApiCall = { service: 's3', operation: 'Get', input: {} };

describe('a condition', () => {
  const condition = {
    call,
    expect: { Status: ['Ready'], 'Config.Level': [null, 'HIGH'] },
    never: { Status: ['Failed'], 'Errors.0.Code': ['Bad'] },
  };

  it.each([
    ['all are so', { Status: 'Ready', Config: { Level: 'HIGH' } }, 'met'],
    ['what may be absent is', { Status: 'Ready' }, 'met'],
    ['one is another', { Status: 'Ready', Config: { Level: 'LOW' } }, 'not-yet'],
    ['nothing is there', {}, 'not-yet'],
    ['it failed', { Status: 'Failed' }, 'never'],
    ['a list says so', { Status: 'Ready', Errors: [{ Code: 'Bad' }] }, 'never'],
    ['a member of every object', { Status: 'Ready', constructor: 1 }, 'met'],
  ])('%s', (_what, answer, settlement) => {
    expect(settlementOf(condition, answer)).toBe(settlement);
  });

  it('compares whatever the order of members', () => {
    const wanted = { call, expect: { A: [{ x: 1, y: [2] }] } };
    expect(settlementOf(wanted, { A: { y: [2], x: 1 } })).toBe('met');
    expect(settlementOf(wanted, { A: { y: [3], x: 1 } })).toBe('not-yet');
  });

  it('finds a member with dots in its name', () => {
    const wanted = { call, expect: { 'tags.cost.centre': ['7'] } };
    expect(settlementOf(wanted, { tags: { 'cost.centre': '7' } })).toBe('met');
    expect(settlementOf(wanted, { tags: { cost: { centre: '7' } } })).toBe('met');
    expect(settlementOf(wanted, { tags: { 'cost.centre': '8' } })).toBe('not-yet');
    expect(settlementOf(wanted, { tags: { cost: '7' } })).toBe('not-yet');
  });

  it('takes no member of the prototype for an answer', () => {
    expect(settlementOf({ call, expect: { toString: [null] } }, {})).toBe('met');
  });
});

describe('a call that stands on earlier answers', () => {
  const input = { Id: { $result: '0.Made.Id' }, List: [{ $result: '1.Names.1' }], Plain: { a: null } };

  it('takes them from their places', () => {
    const results = [{ Made: { Id: 'x' } }, { Names: ['a', 'b'] }];
    expect(resolved({ ...call, input }, results).input).toEqual({ Id: 'x', List: ['b'], Plain: { a: null } });
  });

  it('is not made without them', () => {
    expect(() => resolved({ ...call, input }, [null])).toThrow(/no answer to step 0 has Made.Id/);
  });
});
