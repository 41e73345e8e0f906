import type { Markup } from '../../../reports/html/markup.ts';

/** What a reader sees of markup: its words, one space between. */
export const wordsOf = ({ markup }: Markup): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
