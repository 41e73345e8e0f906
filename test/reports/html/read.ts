import type { Markup } from '../../../reports/html/markup.ts';

/** What a reader sees of markup outside its drawings: the words, one space between. */
export const wordsOf = ({ markup }: Markup): string =>
  markup
    .replaceAll(/<svg[\s\S]*?<\/svg>|<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
