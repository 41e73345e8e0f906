import { describe, expect, it } from 'vitest';
import { chip, day, quiet, section, table } from '../../../reports/html/layout.ts';
import { wordsOf } from './read.ts';

describe('layout', () => {
  it('names a section by its heading', () => {
    const { markup } = section({ id: 'x', title: 'A & B' }, 'body');
    expect(markup).toContain('aria-labelledby="x"');
    expect(markup).toContain('<h3 id="x">A &amp; B</h3>');
  });

  it('gives a table a caption, headings, and each cell the name of its column', () => {
    const { markup } = table({ caption: 'C', columns: [{ title: 'Name' }, { title: 'N', isNumber: true }] }, [
      ['a', 1],
    ]);
    expect(markup).toMatch(/<caption[^>]*>C<\/caption>/);
    expect(markup).toContain('<th scope="row">a</th><td data-column="N" class="number">1</td>');
  });

  it('says in words what a colour says', () => {
    expect(wordsOf(chip('critical', 'Critical'))).toBe('Critical');
    expect(wordsOf(quiet(0))).toBe('0');
    expect(wordsOf(quiet(1234))).toBe('1,234');
    expect(wordsOf(day('2026-11-02'))).toBe('2 Nov 2026');
  });
});
