import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, line, shown, words } from '../../../reports/oscal/text.ts';
import { HOSTILE_NAMES } from '../assessment/hostile.ts';

/** OSCAL's own pattern of a `string`. */
const STRING = /^\S(.*\S)?$/u;
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES));

describe('text in OSCAL', () => {
  it('is one line without controls or halves of characters, whatever the name', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cleaned = line(text);
        expect(cleaned).toMatch(STRING);
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u);
      }),
    );
  });

  it('is as it was where it is fit, so that nothing is cleaned twice', () => {
    fc.assert(fc.property(anyText, (text) => line(line(text)) === line(text)));
    for (const name of ['a', 'arn:aws:s3:::b', '<script>', 'نموذج', 'two  spaces', '😀']) {
      expect(line(name)).toBe(name);
    }
  });

  it.each([
    ['', '(empty)'],
    [' \n\t', '(empty)'],
    ['a\r\nb', 'a b'],
    ['a\u2028b', 'a b'],
    ['half\ud83d', 'half\ufffd'],
    ['\u0000x\u0007', 'x'],
  ])('%j is %j', (text, cleaned) => {
    expect(line(text)).toBe(cleaned);
  });

  it('holds a name in a fence that the name cannot close', () => {
    expect(code('plain')).toBe('`plain`');
    expect(code('a`b')).toBe('`` a`b ``');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '<') }), (name) => {
        const [, fence = '', inside = ''] = /^(`+)(.*?)\1$/.exec(code(name)) ?? [];
        expect(inside).not.toContain(fence);
        expect(inside.trim()).toBe(line(name));
      }),
    );
  });

  it('shows words that look like markup as the words that they are', () => {
    expect(words('<b>*x*</b> {{ insert: param, y }}')).toBe(
      '\\<b\\>\\*x\\*\\</b\\> \\{\\{ insert: param, y \\}\\}',
    );
    expect(words('plain words, and more.')).toBe('plain words, and more.');
  });

  it('tells what is absent from what is empty', () => {
    expect(shown(null)).toBe('absent');
    expect(shown('')).toBe('`""`');
    expect(shown({ a: [1] })).toBe('`{"a":[1]}`');
  });
});
