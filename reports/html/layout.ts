import { html, type Markup, type Part } from './markup.ts';
import { dayText, instantText, isWebAddress } from './words.ts';

// The few shapes that every section is made of.

interface SectionText {
  /** Of its heading; each stands once in the page. */
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
}

export const section = ({ id, title, intro }: SectionText, ...body: readonly Part[]): Markup => html`
<section class="card" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
${intro === undefined ? null : html`<p class="intro">${intro}</p>`}
${body}
</section>`;

export const empty = (text: string): Markup => html`<p class="empty">${text}</p>`;

export interface Column {
  readonly title: string;
  /** Numbers stand on the right, below each other. */
  readonly isNumber?: true;
}

interface TableText {
  /** Says what the table holds; shown to screen readers only. */
  readonly caption: string;
  readonly columns: readonly Column[];
}

/** A table that scrolls in itself where the screen is narrow. The first cell of a row is its heading. */
export const table = ({ caption, columns }: TableText, rows: readonly (readonly Part[])[]): Markup => html`
<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${number(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => row(cells, columns))}</tbody>
</table></div>`;

/** Each cell names its column: where the screen is narrow a row stands as a block, without a heading above it. */
const row = (cells: readonly Part[], columns: readonly Column[]): Markup =>
  html`<tr>${cells.map((cell, index) =>
    index === 0
      ? html`<th scope="row">${cell}</th>`
      : html`<td data-column="${columns[index]?.title ?? ''}"${number(columns[index])}>${cell}</td>`,
  )}</tr>
`;

const number = (column: Column | undefined): Markup | null =>
  column?.isNumber ? html` class="number"` : null;

/** `tone` is a class of the style sheet: what it says stands in words as well. */
export const chip = (tone: string, text: string): Markup => html`<span class="chip ${tone}">${text}</span>`;

export const code = (text: string): Markup => html`<code>${text}</code>`;

/** Only what is on the web is a link; the page itself asks for nothing until somebody follows one. */
export const link = (url: string): Markup =>
  isWebAddress(url) ? html`<a href="${url}" rel="noreferrer noopener">${url}</a>` : html`${url}`;

/** A count that is quiet where it is nothing. */
export const quiet = (count: number): Markup =>
  count === 0 ? html`<span class="zero">0</span>` : html`${count.toLocaleString('en-US')}`;

/** Dates whose parts stay together. */
export const day = (iso: string): Markup => html`<span class="day">${dayText(iso)}</span>`;

export const instant = (iso: string): Markup => html`<span class="day">${instantText(iso)}</span>`;
