import { describe, expect, it } from 'vitest';
import { resolved, settlementOf } from '../../../engine/remediation/condition.ts';
import type { ApiCall } from '../../../engine/remediation/plan.ts';
import type { JsonObject } from '../../../resources/resource.ts';

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
    ['there is text where members are asked for', { Status: 'Ready', Config: 'HIGH' }, 'met'],
    ['there is null where members are asked for', { Status: 'Ready', Config: null }, 'met'],
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

  it.each([
    [[1, 2, 3]],
    [[3, 1, 2]],
    [[2, 3, 1]],
    [[3, 2, 1]],
  ])('compares whatever the order of a list: %j', (list) => {
    expect(settlementOf({ call, expect: { A: [[2, 1, 3]] } }, { A: list })).toBe('met');
    expect(settlementOf({ call, expect: { 'A.B': [{ c: [2, 1, 3] }] } }, { A: { B: { c: list } } })).toBe(
      'met',
    );
    expect(settlementOf({ call, expect: { A: [[2, 1, 4]] } }, { A: list })).toBe('not-yet');
  });

  it('finds a member with dots in its name', () => {
    const wanted = { call, expect: { 'tags.cost.centre': ['7'] } };
    expect(settlementOf(wanted, { tags: { 'cost.centre': '7' } })).toBe('met');
    expect(settlementOf(wanted, { tags: { cost: { centre: '7' } } })).toBe('met');
    expect(settlementOf(wanted, { tags: { 'cost.centre': '8' } })).toBe('not-yet');
    expect(settlementOf(wanted, { tags: { cost: '7' } })).toBe('not-yet');
  });

  it.each([
    ['percent-encoded', encodeURIComponent('{"Statement":[{"Action":["a","b"]}]}'), 'met'],
    ['with blanks', ' { "Statement" : [ { "Action" : [ "b", "a" ] } ] }', 'met'],
    ['without lists of one', '{"Statement":{"Action":["a","b"]}}', 'met'],
    ['of another meaning', '{"Statement":[{"Action":["a"]}]}', 'not-yet'],
    ['of other actions', '{"Statement":[{"Action":["a","c"]}]}', 'not-yet'],
    ['in a list', '[{"Statement":[{"Action":["a","b"]}]}]', 'not-yet'],
    ['of one more statement', '{"Statement":[{"Action":["a","b"]},{}]}', 'not-yet'],
    ['of no statement', '{"Statement":[]}', 'not-yet'],
    ['that is null', '{"Statement":null}', 'not-yet'],
    ['that is none', '{"Statement"', 'not-yet'],
    ['that is encoded wrong', '%7B%', 'not-yet'],
    ['in a text', 'x{"Statement":[{"Action":["a","b"]}]}', 'not-yet'],
  ])('takes a policy document for what it says: %s', (_what, text, settlement) => {
    const wanted = { call, expect: { Policy: ['{"Statement":[{"Action":["a","b"]}]}'] } };
    expect(settlementOf(wanted, { Policy: text })).toBe(settlement);
  });

  it.each([
    ['{"a":null,"b":[null]}', ' {"b":null,"a":null}'],
    ['{"a":"100%","b":1}', ' {"b":1,"a":"100%"}'],
  ])('takes %s for the same as %s', (one, other) => {
    expect(settlementOf({ call, expect: { Policy: [one] } }, { Policy: other })).toBe('met');
  });

  it('takes no text for a number', () => {
    expect(settlementOf({ call, expect: { A: ['7'] } }, { A: 7 })).toBe('not-yet');
  });

  it('leaves a text alone that only looks like a document', () => {
    expect(settlementOf({ call, expect: { A: ['{x'] } }, { A: '{x' })).toBe('met');
    expect(settlementOf({ call, expect: { A: ['%7B%'] } }, { A: '%7B%' })).toBe('met');
  });

  it('takes no member of the prototype for an answer', () => {
    const expected = { toString: [null], '__proto__.toString': [null], 'A.length': [null] };
    expect(settlementOf({ call, expect: expected }, { A: 'text' })).toBe('met');
  });
});

describe('a condition about a list', () => {
  const wanted = { Key: 'a', Value: { x: ['1', '2'] } };
  const other = { Key: 'b', Value: { x: ['1', '2'] } };
  const lists: readonly [what: string, answer: JsonObject, isIn: boolean][] = [
    ['with such an element', { In: { List: [wanted] } }, true],
    ['with such an element among others', { In: { List: [other, { ...wanted, More: 1 }] } }, true],
    [
      'whose element has its members in another order',
      { In: { List: [{ Value: { x: ['2', '1'] }, Key: 'a' }] } },
      true,
    ],
    ['whose elements have one of the members each', { In: { List: [other, { Key: 'a' }] } }, false],
    ['of texts', { In: { List: ['a'] } }, false],
    ['without elements', { In: { List: [] } }, false],
    ['that is a text', { In: { List: 'a' } }, false],
    ['that is not there', {}, false],
  ];

  it.each(lists)('%s', (_what, answer, isIn) => {
    const list = { 'In.List': wanted };
    expect(settlementOf({ call, expect: {}, includes: list }, answer)).toBe(isIn ? 'met' : 'not-yet');
    expect(settlementOf({ call, expect: {}, excludes: list }, answer)).toBe(isIn ? 'not-yet' : 'met');
  });

  it('takes a member that is null for one that is not there', () => {
    const includes = { List: { Key: 'a', Value: null } };
    expect(settlementOf({ call, expect: {}, includes }, { List: [{ Key: 'a' }] })).toBe('met');
    expect(settlementOf({ call, expect: {}, includes }, { List: [{ Key: 'a', Value: 'x' }] })).toBe(
      'not-yet',
    );
  });

  it('asks for every list that it names, and for none of the others', () => {
    const both = { A: { id: 1 }, B: { id: 2 } };
    expect(settlementOf({ call, expect: {}, includes: both }, { A: [{ id: 1 }], B: [{ id: 1 }] })).toBe(
      'not-yet',
    );
    expect(settlementOf({ call, expect: {}, excludes: both }, { A: [{ id: 2 }], B: [{ id: 2 }] })).toBe(
      'not-yet',
    );
  });
});

describe('a call that stands on earlier answers', () => {
  const input = {
    Id: { $result: '0.Made.Id' },
    List: [{ $result: '1.Names.1' }],
    Plain: { a: null, b: 'text', c: 7 },
  };

  it('takes them from their places', () => {
    const results = [{ Made: { Id: 'x' } }, { Names: ['a', 'b'] }];
    expect(resolved({ ...call, input }, results).input).toEqual({ ...input, Id: 'x', List: ['b'] });
  });

  it('is not made without them', () => {
    expect(() => resolved({ ...call, input }, [null])).toThrow(/no answer to step 0 has Made.Id/);
  });
});
