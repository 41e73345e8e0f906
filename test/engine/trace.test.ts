import { describe, expect, it } from 'vitest';
import { guard } from '../../engine/guard.ts';
import { type ReadFact, traced } from '../../engine/trace.ts';

function reads<T extends object>(tree: T, look: (tree: T) => unknown): ReadFact[] {
  const facts: ReadFact[] = [];
  look(traced(tree, { onRead: (fact) => facts.push(fact) }));
  return facts;
}

describe('a traced tree', () => {
  it('tells every leaf that is read, and no other', () => {
    const tree = { A: { B: 1, C: 2 }, D: 'x' };
    expect(reads(tree, ({ A }) => A.B)).toEqual([{ path: 'A.B', value: 1 }]);
  });

  it('tells what is absent', () => {
    const tree: { A?: { B: number } } = {};
    expect(reads(tree, ({ A }) => A?.B)).toEqual([{ path: 'A', value: undefined }]);
  });

  it('tells an empty container, for nothing more can be read of it', () => {
    expect(reads({ Tags: [] }, ({ Tags }) => Tags.length)).toEqual([{ path: 'Tags', value: [] }]);
    expect(reads({ Config: {} }, ({ Config }) => Config)).toEqual([{ path: 'Config', value: {} }]);
  });

  it('tells who asks of every container that is taken hold of, though nothing in it be read', () => {
    const tree = { A: { B: { C: 1 } }, D: [{ E: 2 }], F: {}, G: 'x' };
    const entered: string[] = [];
    const { A, D, F, G } = traced(tree, { onRead: () => undefined, onEnter: (path) => entered.push(path) });
    expect([typeof A.B, typeof D[0], typeof F, G]).toEqual(['object', 'object', 'object', 'x']);
    expect(entered).toEqual(['A', 'D', 'A.B', 'D[0]']);
  });

  it('goes through the elements of a list, and takes methods for no members', () => {
    const tree = { Subnets: ['a', 'b'] };
    expect(reads(tree, ({ Subnets }) => Subnets.map((subnet) => subnet))).toEqual([
      { path: 'Subnets.length', value: 2 },
      { path: 'Subnets[0]', value: 'a' },
      { path: 'Subnets[1]', value: 'b' },
    ]);
  });

  it('tells that a list was asked for its length', () => {
    expect(reads({ Subnets: ['a'] }, ({ Subnets }) => Subnets.length > 0)).toEqual([
      { path: 'Subnets.length', value: 1 },
    ]);
  });

  it('takes every index for a member, and nothing that only has digits in it', () => {
    const list = Array.from({ length: 11 }, (_, index) => `element ${index}`);
    expect(reads({ list }, (tree) => tree.list[10])).toEqual([{ path: 'list[10]', value: 'element 10' }]);
    expect(reads({ list }, (tree) => Reflect.get(tree.list, 'at1'))).toEqual([]);
    expect(reads({ list }, (tree) => Reflect.get(tree.list, '1st'))).toEqual([]);
  });

  it('takes what every object has for no member', () => {
    expect(reads({ A: { B: 1 } }, ({ A }) => A.constructor)).toEqual([]);
    expect(reads({ L: ['x'] }, ({ L }) => [...L])).toContainEqual({ path: 'L[0]', value: 'x' });
  });

  it('tells nothing of a defect, which goes on', () => {
    const tree = {
      get A(): string {
        throw new TypeError('defect');
      },
    };
    const facts: ReadFact[] = [];
    expect(() => traced(tree, { onRead: (fact) => facts.push(fact) }).A).toThrow('defect');
    expect(facts).toEqual([]);
  });

  it('tells what is unreadable, and still throws', () => {
    const tree = guard({ A: { B: null } }, [{ path: ['A', 'B'], because: 'later' }]) as { A: { B: unknown } };
    const facts: ReadFact[] = [];
    expect(() => traced(tree, { onRead: (fact) => facts.push(fact) }).A.B).toThrow('later');
    expect(facts).toEqual([{ path: 'A.B', unreadable: 'A.B: later' }]);
  });
});
