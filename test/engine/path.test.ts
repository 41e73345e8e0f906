import { describe, expect, it } from 'vitest';
import { valuesAt } from '../../engine/path.ts';

const tree = {
  A: { B: [{ C: 1 }, { C: 2 }, {}, null, 'x'], N: null, S: 'text' },
  L: ['x', 'y'],
};

describe('values at a path', () => {
  it.each([
    ['L[]', ['x', 'y']],
    ['A.B[].C', [1, 2]],
    ['A.S', ['text']],
    ['A.N', []],
    ['A.S.length', []],
    ['A.S[]', []],
    ['A.Missing.C', []],
    ['L.0', []],
    ['constructor', []],
    ['__proto__.toString', []],
  ])('%s', (path, expected) => expect(valuesAt(tree, path)).toEqual(expected));
});
