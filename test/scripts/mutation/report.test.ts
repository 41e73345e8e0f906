import { describe, expect, it } from 'vitest';
import { readReport, score, sum } from '../../../scripts/mutation/report.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const SOURCE = "const a = 1;\nif (a >\n  b) return 'x';\n";

const mutant = (
  status: string,
  [line, column]: number[],
  [endLine, endColumn]: number[],
  replacement = '',
) => ({
  mutatorName: 'M',
  status,
  replacement,
  location: { start: { line, column }, end: { line: endLine, column: endColumn } },
});
const report = (...mutants: object[]) =>
  readReport(folder.write('mutation.json', { files: { 'rules/a.ts': { source: SOURCE, mutants } } }));

describe('readReport', () => {
  it('says what was replaced and by what, in one line', () => {
    const { survivors } = report(
      mutant('Survived', [3, 13], [3, 16], '""'),
      mutant('NoCoverage', [2, 5], [3, 4], 'a >=\n  b'),
    );
    expect(survivors).toEqual([
      { file: 'rules/a.ts', line: 3, mutator: 'M', original: "'x'", replacement: '""' },
      { file: 'rules/a.ts', line: 2, mutator: 'M', original: 'a > b', replacement: 'a >= b' },
    ]);
  });

  it('takes a mutant that runs for ever for detected, and does not count one that never ran', () => {
    const statuses = ['Killed', 'Timeout', 'Survived', 'Ignored', 'RuntimeError', 'CompileError'];
    const result = report(...statuses.map((status) => mutant(status, [1, 1], [1, 2])));
    expect(result.detected).toBe(2);
    expect(result.survivors).toHaveLength(1);
  });
});

describe('score', () => {
  const survivor = { file: 'f', line: 1, mutator: 'M', original: 'a', replacement: 'b' };

  it.each([
    ['nothing survives', { detected: 2, survivors: [] }, 100],
    ['one in four survives', { detected: 3, survivors: [survivor] }, 75],
    ['there was nothing to mutate', { detected: 0, survivors: [] }, 100],
  ])('where %s', (_name, result, expected) => {
    expect(score(result)).toBe(expected);
  });

  it('adds up over rooms', () => {
    const room = { detected: 1, survivors: [survivor] };
    expect(sum([room, room])).toEqual({ detected: 2, survivors: [survivor, survivor] });
  });
});
