import type { Assessment, HistoryPoint } from '../../../engine/assessment/assessment.ts';
import { failuresChart, riskChart } from '../charts/trend.ts';
import { day, empty, section, table } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import { dayText, numberText, SEVERITIES, SEVERITY_WORDS } from '../words.ts';

/** Posture over time, as a drawing and as a table. */
export function trendSection({ history, gaps, source }: Assessment): Markup {
  const text = { id: 'trend', title: 'Over time' };
  const [first] = history;
  const last = history.at(-1);
  if (first === undefined || last === undefined)
    return section(
      text,
      empty(
        source.kind === 'archive'
          ? 'No history: the archive has no record of this period.'
          : `No history: a ${source.kind} knows one instant only.`,
      ),
    );
  return section(
    { ...text, intro: development(first, last) },
    html`<div class="charts">
<figure><figcaption>Non-compliant by severity, and what could not be judged</figcaption>
${failuresChart(history, gaps, {
  id: 'chart-failures',
  title: 'Non-compliant findings by severity and findings with insufficient data, each day',
  description: `${development(first, last)} The table below has every number.`,
})}${key(gaps.length > 0)}</figure>
<figure><figcaption>Risk score, 0 to 100</figcaption>
${riskChart(history, gaps, {
  id: 'chart-risk',
  title: 'Risk score, each day',
  description: `From ${first.risk} on ${dayText(first.at)} to ${last.risk} on ${dayText(last.at)}.`,
})}</figure></div>
<details class="closed-in-print"><summary>Every number as a table</summary>${historyTable(history)}</details>`,
  );
}

const failures = ({ failures: all }: HistoryPoint): number =>
  SEVERITIES.reduce((sum, severity) => sum + all[severity], 0);

function development(first: HistoryPoint, last: HistoryPoint): string {
  const unknown = `${numberText(first.counts.INSUFFICIENT_DATA)} to ${numberText(last.counts.INSUFFICIENT_DATA)}`;
  return (
    `From ${dayText(first.at)} to ${dayText(last.at)}: non-compliant ${numberText(failures(first))} to ` +
    `${numberText(failures(last))}, insufficient data ${unknown}, risk score ${first.risk} to ${last.risk}.`
  );
}

const key = (hasGaps: boolean): Markup =>
  html`<ul class="legend">${SEVERITIES.map(
    (severity) =>
      html`<li><span class="key key-${severity.toLowerCase()}"></span>${SEVERITY_WORDS[severity]}</li>`,
  )}<li><span class="key key-unknown"></span>Insufficient data</li>${
    hasGaps ? html`<li><span class="key key-gap"></span>Gap in coverage</li>` : null
  }</ul>`;

const historyTable = (history: readonly HistoryPoint[]): Markup =>
  table(
    {
      caption: 'Posture by day',
      columns: [
        { title: 'Day' },
        ...[
          ...SEVERITIES.map((severity) => SEVERITY_WORDS[severity]),
          'Waived',
          'Insufficient data',
          'Compliant',
          'Risk',
        ].map((title) => ({ title, isNumber: true as const })),
      ],
    },
    history
      .toReversed()
      .map(({ at, failures: open, waived, counts, risk }) => [
        day(at),
        ...SEVERITIES.map((severity) => numberText(open[severity])),
        numberText(waived),
        numberText(counts.INSUFFICIENT_DATA),
        numberText(counts.COMPLIANT),
        risk,
      ]),
  );
