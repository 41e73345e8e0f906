import { shown } from './words.ts';

/** Text that is safe to stand in a document as it is; made by `html` alone. */
export interface Markup {
  readonly markup: string;
}

export type Part = Markup | string | number | null | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe in text and in quoted attributes. */
export const escaped = (text: string): string =>
  shown(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A template whose every part is escaped, unless it is markup itself. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: literals.map((literal, index) => literal + textOf(parts[index] ?? null)).join(''),
});

function textOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(textOf).join('');
}

/** Text of others: kept apart, so that one written from right to left does not turn what stands beside it. */
export const named = (text: string): Markup => html`<bdi>${text}</bdi>`;
