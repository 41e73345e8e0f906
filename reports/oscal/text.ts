import type { Json } from '../../resources/resource.ts';

// What a line cannot hold: controls (and so every end of a line), the two separators, halves of characters and
// code points that are none.
const UNFIT = /[\p{Cc}\u2028\u2029]+/gu;
const NO_CHARACTER = /[\p{Cs}\ufffe\uffff]/gu;
/** Everything that CommonMark or OSCAL's `{{ insert }}` would read as markup in the midst of a line. */
const MARKUP = /[\\`*_[\]<>&~^{}|!#"'$]/g;

/** OSCAL's `string`: one line, not empty, without white space at its ends. Text that is fit stays as it is. */
export function line(text: string): string {
  return text.replaceAll(UNFIT, ' ').replaceAll(NO_CHARACTER, '\ufffd').trim() || '(empty)';
}

/** A name in OSCAL's markup, as it is: a code span, whose fence is longer than any that the name has. */
export function code(name: string): string {
  const text = line(name);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** People's words in OSCAL's markup: what would be markup is text. */
export const words = (text: string): string => line(text).replaceAll(MARKUP, '\\$&');

/** A value as a rule saw it. */
export const shown = (value: Json): string => (value === null ? 'absent' : code(JSON.stringify(value)));
