import type { CoverageGap, HistoryPoint } from '../../../engine/assessment/assessment.ts';
import { html, type Markup } from '../markup.ts';
import { dayText, numberText, SEVERITIES, SEVERITY_WORDS } from '../words.ts';
import { round } from './bar.ts';

const DAY_MS = 86_400_000;
const HEIGHT = 100;
const SLOT = 10;

/** Where an instant stands between the first day and the end of the last, in days. */
interface Axis {
  readonly first: number;
  readonly days: number;
}

interface ChartText {
  /** Of its title and description; each stands once in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const dayOf = (iso: string): number => Math.floor(Date.parse(iso) / DAY_MS);

function axisOf(history: readonly HistoryPoint[]): Axis {
  const first = dayOf(history[0]?.at ?? '');
  return { first, days: dayOf(history.at(-1)?.at ?? '') - first + 1 };
}

/** The smallest round number that is not below, and has a half that can be written beside the middle. */
export function niceCeiling(value: number): number {
  for (let unit = 2; ; unit *= 10) {
    const step = [1, 2, 3, 4].find((each) => each * unit >= value);
    if (step !== undefined) return step * unit;
  }
}

/** A column a day: failures by severity from below, then what could not be judged. A day without a point is left out. */
export function failuresChart(
  history: readonly HistoryPoint[],
  gaps: readonly CoverageGap[],
  text: ChartText,
): Markup {
  const axis = axisOf(history);
  const top = niceCeiling(Math.max(1, ...history.map((point) => total(layersOf(point)))));
  const columns = history.map((point) => column(point, { x: (dayOf(point.at) - axis.first) * SLOT, top }));
  return plot({ ...text, axis, top, history }, [bands(gaps, axis), ...columns]);
}

/** The score of each day, from 0 to 100. */
export function riskChart(
  history: readonly HistoryPoint[],
  gaps: readonly CoverageGap[],
  text: ChartText,
): Markup {
  const axis = axisOf(history);
  const points = history.map(
    ({ at, risk }) => `${(dayOf(at) - axis.first) * SLOT + SLOT / 2},${round(HEIGHT - risk)}`,
  );
  // A single day is a line as well, as short as the day.
  const [only] = points;
  const line = points.length === 1 && only ? [`0,${only.split(',')[1]}`, only] : points;
  return plot({ ...text, axis, top: 100, history }, [
    bands(gaps, axis),
    html`<polyline class="line-risk" points="${line.join(' ')}"/>`,
  ]);
}

interface Layer {
  readonly tone: string;
  readonly count: number;
}

const layersOf = ({ failures, counts }: HistoryPoint): readonly Layer[] => [
  ...SEVERITIES.map((severity) => ({ tone: severity.toLowerCase(), count: failures[severity] })),
  { tone: 'unknown', count: counts.INSUFFICIENT_DATA },
];

const total = (layers: readonly Layer[]): number => layers.reduce((sum, { count }) => sum + count, 0);

function column(point: HistoryPoint, { x, top }: { readonly x: number; readonly top: number }): Markup {
  let y = HEIGHT;
  const rects = layersOf(point)
    .filter(({ count }) => count > 0)
    .map(({ tone, count }) => {
      const height = (HEIGHT * count) / top;
      y -= height;
      return html`<rect class="fill-${tone}" x="${x + 1}" y="${round(y)}" width="${SLOT - 2}" height="${round(height)}"/>`;
    });
  return html`<g><title>${pointText(point)}</title>${rects}</g>`;
}

const pointText = ({ at, failures, counts }: HistoryPoint): string =>
  [
    dayText(at),
    ...SEVERITIES.map((severity) => `${SEVERITY_WORDS[severity]} ${failures[severity]}`),
    `insufficient data ${counts.INSUFFICIENT_DATA}`,
  ].join(', ');

/** Times of which nothing is known, behind everything else. */
function bands(gaps: readonly CoverageGap[], { first, days }: Axis): Markup {
  const place = (iso: string): number => Math.min(days, Math.max(0, Date.parse(iso) / DAY_MS - first));
  return html`${gaps.map(({ from, to }) => {
    const start = place(from);
    const end = to === null ? days : place(to);
    return end <= start
      ? null
      : html`<rect class="fill-gap" x="${round(start * SLOT)}" y="0" width="${round((end - start) * SLOT)}" height="${HEIGHT}"/>`;
  })}`;
}

interface Plot extends ChartText {
  readonly axis: Axis;
  readonly top: number;
  readonly history: readonly HistoryPoint[];
}

/** Shapes stretch with the page; letters, which must not, stand beside them. */
const plot = (
  { id, title, description, axis, top, history }: Plot,
  shapes: readonly Markup[],
): Markup => html`
<div class="plot">
<div class="plot-y" aria-hidden="true"><span>${numberText(top)}</span><span>${numberText(top / 2)}</span><span>0</span></div>
<svg viewBox="0 0 ${axis.days * SLOT} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
<path class="grid" d="M0 0H${axis.days * SLOT}M0 50H${axis.days * SLOT}M0 100H${axis.days * SLOT}"/>
${shapes}
</svg>
<div class="plot-x" aria-hidden="true">${ends(history).map((at) => html`<span>${dayText(at)}</span>`)}</div>
</div>`;

const ends = (history: readonly HistoryPoint[]): readonly string[] =>
  history.length > 1 ? [history[0]?.at ?? '', history.at(-1)?.at ?? ''] : history.map(({ at }) => at);
