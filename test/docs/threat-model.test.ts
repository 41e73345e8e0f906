import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/threat-model.md', root), 'utf8');

interface Row {
  readonly threat: string;
  readonly control: string;
  readonly test: string;
}

/** Heading → rows of its table. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.split('\n')[0] ?? '', rowsIn(part)] as const),
);

function rowsIn(part: string): readonly Row[] {
  const [, , ...lines] = part.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) => {
    const [, threat = '', control = '', test = ''] = line.split('|').map((cell) => cell.trim());
    return { threat, control, test };
  });
}

const rows = [...sections.values()].flat();

/** Titles as the file has them: the first argument of `it`, `test` and their tables. */
function titlesIn(path: string): readonly string[] {
  const text = readFileSync(new URL(path, root), 'utf8');
  const title = /\(\s*(['"`])((?:\\.|(?!\1).)*)\1,\s*(?:\{[^}]*\},\s*)?(?:async\s*)?(?:\(|\w+\s*=>)/g;
  return [...text.matchAll(title)].map(([, , words = '']) => words.replaceAll(/\\(['"`])/g, '$1'));
}

describe('the threat model', () => {
  it('has threats of all six kinds', () => {
    const kinds = [...sections].filter(([, found]) => found.length > 0).map(([kind]) => kind);
    expect(kinds).toEqual([
      'Spoofing',
      'Tampering',
      'Repudiation',
      'Information disclosure',
      'Denial of service',
      'Elevation of privilege',
    ]);
    expect(rows.filter(({ threat, control }) => threat === '' || control === '')).toEqual([]);
  });

  it.each(rows)('names a test that is there against: $threat', ({ test }) => {
    const [, path = '', title = ''] = test.match(/^`([^`]+)`: (.+)$/) ?? [];
    expect([path, existsSync(new URL(path, root))]).toEqual([path, path !== '']);
    expect(titlesIn(path).filter((each) => each === title || each === `$type: ${title}`)).not.toEqual([]);
  });
});
