import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conform } from '../../engine/conform.ts';
import { type Json, type JsonObject, unknown } from '../../resources/resource.ts';
import type { Shape } from '../../resources/shape.ts';

const asJsonObject = (value: unknown): JsonObject => value as JsonObject;

/** One member called X of that shape. */
const conformed = (value: Json, shape: Shape, definitions: Readonly<Record<string, Shape>> = {}) =>
  conform({ X: value }, { members: { X: shape }, definitions });

const TREE: Shape = { $ref: 'Tree' };
const definitions = {
  Tree: { Name: 'string', Children: [TREE] },
  Flag: 'boolean',
  Free: 'json',
} as const;

describe('what CloudFormation coerces', () => {
  it.each<[Json, Shape, Json]>([
    ['true', 'boolean', true],
    [' FALSE ', 'boolean', false],
    ['30', 'number', 30],
    ['-1.5', 'number', -1.5],
    [30, 'string', '30'],
    [true, 'string', 'true'],
    [['1', 2], ['number'], [1, 2]],
    [{ A: 'true' }, { A: 'boolean' }, { A: true }],
    [{ any: 1 }, { $map: 'string' }, { any: '1' }],
    [true, { $ref: 'Flag' }, true],
    ['true', { $ref: 'Flag' }, true],
    ['as it is', { $ref: 'Free' }, 'as it is'],
    [{ as: [1, 'it', { is: true }] }, { $ref: 'Free' }, { as: [1, 'it', { is: true }] }],
    ['nothing said', { $ref: 'Missing' }, 'nothing said'],
    [{ Name: 1, Children: [{ Name: 2 }] }, TREE, { Name: '1', Children: [{ Name: '2' }] }],
  ])('%j as %j is %j', (value, shape, expected) => {
    const { properties, unknowns } = conformed(value, shape, definitions);
    expect(properties).toEqual({ X: expected });
    expect(unknowns).toEqual([]);
  });
});

describe('what nobody can read', () => {
  it.each<[string, Json, Shape, (string | number)[]]>([
    ['a text that is no boolean', 'yes', 'boolean', ['X']],
    ['a number for a boolean', 1, 'boolean', ['X']],
    ['a boolean for a number', true, 'number', ['X']],
    ['an empty text for a number', ' ', 'number', ['X']],
    ['infinity', Number.POSITIVE_INFINITY, 'number', ['X']],
    ['infinity as text', '1e999', 'number', ['X']],
    ['no number', Number.NaN, 'number', ['X']],
    ['a list for a text', ['a'], 'string', ['X']],
    ['an object for a list', {}, ['string'], ['X']],
    ['a text for a list', 'subnet-1', ['string'], ['X']],
    ['a list for an object', [], { A: 'string' }, ['X']],
    ['a text for an object', 'a', { A: 'string' }, ['X']],
    ['a text for a map', 'a', { $map: 'string' }, ['X']],
    ['null in a list', ['a', null], ['string'], ['X', 1]],
    ['null in a list of free JSON', { a: [null] }, 'json', ['X', 'a', 0]],
    ['an unknown', unknown('later'), 'string', ['X']],
    ['an unknown in free JSON', { a: { b: unknown('later') } }, 'json', ['X', 'a', 'b']],
    ['an unknown behind a definition', { Children: [{ Name: [] }] }, TREE, ['X', 'Children', 0, 'Name']],
  ])('%s', (_name, value, shape, path) => {
    const { unknowns } = conformed(value, shape, definitions);
    expect(unknowns.map(({ path: at }) => at)).toEqual([path]);
  });

  it('says what was expected and what was found, whatever its length', () => {
    const { unknowns } = conformed('y'.repeat(1_000_000), 'boolean');
    expect(unknowns[0]?.because).toMatch(/^expected a boolean, found the string "y{40}"$/);
  });

  it.each<[Json, Shape, string]>([
    ['a', ['string'], 'expected a list, found the string "a"'],
    [true, ['string'], 'expected a list, found the boolean true'],
    [{}, ['string'], 'expected a list, found an object'],
    [7, { A: 'string' }, 'expected an object, found the number 7'],
    [[], { A: 'string' }, 'expected an object, found a list'],
    [[], 'string', 'expected a string, found a list'],
    [[null], ['string'], 'null in a list'],
  ])('says so of %j as %j', (value, shape, because) => {
    expect(conformed(value, shape).unknowns.map((at) => at.because)).toEqual([because]);
  });

  it('is an object below the 64th level, and no object above it', () => {
    const DEEP: Shape = { $ref: 'Deep' };
    const shape = { members: { X: DEEP }, definitions: { Deep: { Next: DEEP, Flag: 'boolean' } } } as const;
    const nested = (levels: number): JsonObject =>
      levels === 1 ? { Flag: 'true' } : { Next: nested(levels - 1) };
    const { properties, unknowns } = conform({ X: nested(64) }, shape);
    expect(unknowns).toEqual([]);
    expect(JSON.stringify(properties)).toContain('{"Flag":true}');
    expect(conform({ X: nested(65) }, shape).unknowns).toMatchObject([
      { path: { length: 65 }, because: 'nested deeper than 64 levels' },
    ]);
  });

  it('is anything nested deeper than any schema', () => {
    let deep: Json = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = { a: deep };
    const { unknowns } = conformed(deep, 'json');
    expect(unknowns).toHaveLength(1);
    expect(unknowns[0]?.because).toContain('nested deeper');
  });
});

describe('nulls', () => {
  it('are dropped from objects, at every depth', () => {
    const { properties } = conform({ A: null, B: { C: null, D: 1 } }, undefined);
    expect(properties).toStrictEqual({ B: { D: 1 } });
  });
});

describe('what is undefined', () => {
  it('stays so, whatever belongs there', () => {
    const { properties, unknowns } = conform({ A: undefined, B: undefined }, { members: { A: 'string' } });
    expect(properties).toEqual({});
    expect(unknowns).toEqual([]);
  });
});

describe('members that JavaScript has names for', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is an ordinary member', (name) => {
    const hostile = asJsonObject(JSON.parse(`{"${name}": {"polluted": null, "kept": 1}, "A": null}`));
    const { properties } = conform(hostile, { members: { A: 'string' } });
    expect(JSON.stringify(properties)).toBe(`{"${name}":{"kept":1}}`);
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('any JSON against any shape', () => {
  const shapes: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
    shape: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Shape>('string', 'number', 'boolean', 'json', TREE),
      fc.tuple(tie('shape')),
      tie('shape').map(($map): Shape => ({ $map })),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('shape')),
    ),
  })).shape;
  const json = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>;
  const members = fc.dictionary(fc.constantFrom('a', 'b', 'X', 'constructor'), json);

  it('never throws, keeps its input, and is settled by one pass', () => {
    fc.assert(
      fc.property(members, shapes, (properties, shape) => {
        const before = JSON.stringify(properties);
        const typeShape = { members: { a: shape, X: shape }, definitions };
        const once = conform(properties, typeShape);
        expect(JSON.stringify(properties)).toBe(before);
        const twice = conform(once.properties, typeShape);
        expect(twice.properties).toEqual(once.properties);
        expect(twice.unknowns).toEqual(once.unknowns);
      }),
    );
  });

  it('copies only what it changes', () => {
    const untouched = { list: [1, 2, { a: 'b' }], deep: { a: 'b' } };
    const properties = { untouched, flag: 'true' };
    const { properties: result } = conform(properties, { members: { flag: 'boolean' } });
    expect(result['untouched']).toBe(untouched);
    expect(conform(untouched, undefined).properties).toBe(untouched);
  });
});
