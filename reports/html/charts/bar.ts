import { html, type Markup } from '../markup.ts';
import { countText, numberText } from '../words.ts';

export interface Portion {
  readonly label: string;
  readonly count: number;
  /** A class of the style sheet. */
  readonly tone: string;
}

interface BarText {
  readonly title: string;
  /** What is counted, one of it. */
  readonly unit: string;
}

const WIDTH = 1000;
const GAP = 2;

/** Portions of a whole beside each other. Its words are in the title; whoever uses it shows the numbers as text too. */
export function stackedBar({ title, unit }: BarText, portions: readonly Portion[]): Markup {
  const whole = portions.reduce((sum, { count }) => sum + count, 0);
  const said = portions.map(({ label, count }) => `${label} ${numberText(count)}`).join(', ');
  let x = 0;
  const parts = portions
    .filter(({ count }) => count > 0)
    .map(({ count, tone, label }) => {
      const width = (WIDTH * count) / whole;
      const from = x;
      x += width;
      return html`<rect class="fill-${tone}" x="${round(from)}" y="0" width="${round(Math.max(GAP, width - GAP))}" height="10"><title>${label}: ${numberText(count)}</title></rect>`;
    });
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" role="img" aria-label="${title}: ${whole === 0 ? `no ${unit}` : `${said} of ${countText(whole, unit)}`}"><rect class="fill-track" x="0" y="0" width="${WIDTH}" height="10"/>${parts}</svg>`;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Which colour is what, with the numbers. */
export const legend = (portions: readonly Portion[]): Markup =>
  html`<ul class="legend">${portions.map(
    ({ label, count, tone }) =>
      html`<li><span class="key key-${tone}"></span>${label} <b>${numberText(count)}</b></li>`,
  )}</ul>`;
