import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conform } from '../../engine/conform.ts';
import { guard, pathText } from '../../engine/guard.ts';
import { UnreadableValueError } from '../../engine/verdict.ts';
import { type Json, type JsonObject, unknown } from '../../resources/resource.ts';

function guarded(properties: JsonObject) {
  const { properties: plain, unknowns } = conform(properties, undefined);
  return guard(plain, unknowns) as Record<string, Record<string, unknown> & unknown[]>;
}

describe('a guarded tree', () => {
  it('is the tree itself where all is known', () => {
    const properties = { A: { B: 1 } };
    expect(guard(properties, [])).toBe(properties);
  });

  it('throws, with the path, where a value cannot be known', () => {
    const tree = guarded({ A: { B: unknown('later'), C: 1 }, L: ['x', unknown('never')] });
    expect(tree['A']?.['C']).toBe(1);
    expect(tree['L']?.[0]).toBe('x');
    expect(() => tree['A']?.['B']).toThrow(new UnreadableValueError('A.B: later'));
    expect(() => tree['L']?.[1]).toThrow('L[1]: never');
    expect(() => tree['L']?.some((element) => element === 'y')).toThrow(UnreadableValueError);
    expect(tree['L']?.some((element) => element === 'x')).toBe(true);
  });

  it('leaves the original alone', () => {
    const properties = { A: { B: unknown('later') } };
    guarded(properties);
    guard(properties, [{ path: ['A', 'B'], because: 'later' }]);
    expect(properties).toEqual({ A: { B: { $unknown: 'later' } } });
  });

  it('guards a subtree that stands in two places in both', () => {
    const shared = { B: unknown('later') };
    const tree = guarded({ One: shared, Two: shared });
    expect(() => tree['One']?.['B']).toThrow('One.B: later');
    expect(() => tree['Two']?.['B']).toThrow('Two.B: later');
  });

  it('takes members with names of JavaScript for members', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"a": {"$unknown": "later"}}, "constructor": {"b": {"$unknown": "x"}}}',
    );
    const tree = guarded(hostile);
    const inner = Object.getOwnPropertyDescriptor(tree, '__proto__')?.value;
    expect(() => inner.a).toThrow('later');
    expect(() => Reflect.get(Reflect.get(tree, 'constructor'), 'b')).toThrow('x');
  });

  it('lets no unknown be read as a value, wherever it stands', () => {
    const leaf = fc.oneof(
      { weight: 2, arbitrary: fc.integer() },
      { weight: 1, arbitrary: fc.constant(unknown('hidden')) },
    );
    const trees = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
    })).tree;
    fc.assert(
      fc.property(trees, (tree) => {
        const holdsUnknown = JSON.stringify(tree).includes('$unknown');
        const read = () => JSON.stringify(guarded({ Tree: tree }));
        if (holdsUnknown) expect(read).toThrow(UnreadableValueError);
        else expect(read()).toBe(JSON.stringify({ Tree: tree }));
      }),
    );
  });
});

describe('the text of a path', () => {
  it.each([
    [['A'], 'A'],
    [['A', 'B'], 'A.B'],
    [['A', 0, 'B', 12], 'A[0].B[12]'],
    [[], ''],
  ] as const)('%j', (path, text) => expect(pathText(path)).toBe(text));
});
