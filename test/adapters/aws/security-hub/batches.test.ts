import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, chunksOf, groupsOf } from '../../../../adapters/aws/security-hub/batches.ts';

const itself = (size: number): number => size;

describe('batches', () => {
  it.each<[readonly number[], readonly (readonly number[])[]]>([
    [[], []],
    [
      [1, 1, 1, 1],
      [[1, 1, 1], [1]],
    ],
    [
      [6, 4, 1],
      [[6, 4], [1]],
    ],
    [
      [11, 1],
      [[11], [1]],
    ],
  ])('of %j are %j', (items, batches) => {
    expect(batchesOf(items, { count: 3, bytes: 10 }, itself)).toEqual(batches);
  });

  it('keep all, in order, within their limits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10)), (items) => {
        const batches = batchesOf(items, { count: 3, bytes: 10 }, itself);
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(3);
          expect(batch.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  it('of a number have that number', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  });
});

it('groups keep the order of their items', () => {
  expect([...groupsOf(['a1', 'b1', 'a2'], ([first = '']) => first)]).toEqual([
    ['a', ['a1', 'a2']],
    ['b', ['b1']],
  ]);
});
