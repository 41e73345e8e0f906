import { describe, expect, it } from 'vitest';
import { readExplained, reasonFor, stale } from '../../../scripts/mutation/explained.ts';
import { temporaryFolder } from '../../support/folder.ts';

const mutant = { mutator: 'StringLiteral', original: "'x'", replacement: '""' };
const survivor = { file: 'rules/a.ts', line: 7, ...mutant };
const explained = { 'rules/a.ts': [{ ...mutant, because: 'nobody can tell the two apart' }] };

describe('reasonFor', () => {
  it('finds it by what was replaced, on whatever line', () => {
    expect(reasonFor(explained, survivor)).toBe('nobody can tell the two apart');
    expect(reasonFor(explained, { ...survivor, line: 99 })).toBe('nobody can tell the two apart');
  });

  it.each([
    ['file', { file: 'rules/b.ts' }],
    ['mutator', { mutator: 'ConditionalExpression' }],
    ['original', { original: "'y'" }],
    ['replacement', { replacement: '"y"' }],
  ])('is not for another %s', (_name, other) => {
    expect(reasonFor(explained, { ...survivor, ...other })).toBeUndefined();
  });
});

describe('stale', () => {
  it('names what is explained and no longer lives, of the files that were mutated', () => {
    expect(stale(explained, ['rules/a.ts'], [])).toMatchObject([{ file: 'rules/a.ts', ...mutant }]);
    expect(stale(explained, ['rules/a.ts'], [survivor])).toEqual([]);
    expect(stale(explained, ['rules/b.ts'], [])).toEqual([]);
  });
});

describe('readExplained', () => {
  const folder = temporaryFolder();

  it('asks a reason of each', () => {
    expect(readExplained(folder.write('good.json', explained))).toEqual(explained);
    const silent = { 'rules/a.ts': [{ ...mutant, because: '' }] };
    expect(() => readExplained(folder.write('silent.json', silent))).toThrow();
  });
});
