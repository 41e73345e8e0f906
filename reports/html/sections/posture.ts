import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { legend, type Portion, stackedBar } from '../charts/bar.ts';
import { section } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import { isDoubted, type Totals } from '../totals.ts';
import { countText, dayText, numberText, percentText, SEVERITIES, SEVERITY_WORDS } from '../words.ts';

/** Where things stand, in one sentence, four numbers and a bar. */
export function postureSection({ asOf, source }: Assessment, totals: Totals): Markup {
  const doubt = isDoubted({ source })
    ? html`<p class="bad">The archive did not verify: any of these numbers may have been forged.</p>`
    : null;
  return section(
    { id: 'posture', title: 'Where things stand' },
    html`<p class="headline">${headline(totals)}</p>${doubt}`,
    totals.judged === 0 ? null : numbers(totals, asOf),
    html`<p class="aside">${asides(totals)}</p>`,
  );
}

function numbers(totals: Totals, asOf: string): Markup {
  const { failing, unknown, waived, compliant, judged, open } = totals;
  const worst = SEVERITIES.filter((severity) => open[severity] > 0).map(
    (severity) => `${numberText(open[severity])} ${SEVERITY_WORDS[severity].toLowerCase()}`,
  );
  return html`<div class="tiles">
${tile({ tone: 'failing', label: 'Non-compliant', count: failing }, worst.join(', ') || 'none that counts')}
${tile({ tone: 'unknown', label: 'Insufficient data', count: unknown }, unknown === 0 ? 'everything could be judged' : 'could not be judged: not known to be good')}
${tile({ tone: 'waived', label: 'Waived', count: waived }, waived === 0 ? 'no failure is waived' : 'fail still, their risk accepted by name until a day')}
${tile({ tone: 'compliant', label: 'Compliant', count: compliant }, `${percentText(compliant, judged)} of what applies`)}
</div>
${stackedBar({ title: `What applies on ${dayText(asOf)}`, unit: 'finding' }, portionsOf(totals))}
${legend(portionsOf(totals))}`;
}

const portionsOf = ({ open, unknown, waived, compliant }: Totals): readonly Portion[] => [
  ...SEVERITIES.map((severity) => ({
    label: SEVERITY_WORDS[severity],
    count: open[severity],
    tone: severity.toLowerCase(),
  })),
  { label: 'Insufficient data', count: unknown, tone: 'unknown' },
  { label: 'Waived', count: waived, tone: 'waived' },
  { label: 'Compliant', count: compliant, tone: 'compliant' },
];

function headline({ judged, failing, overdue, unknown }: Totals): string {
  if (judged === 0) return 'Nothing was judged, so nothing can be said: there are no findings that apply.';
  const late = overdue === 0 ? '' : `, ${numberText(overdue)} of them past their service level`;
  const fails =
    failing === 0
      ? 'No finding that counts is non-compliant'
      : `${countText(failing, 'finding is', 'findings are')} non-compliant${late}`;
  if (unknown === 0) return `${fails}. Everything that applies could be judged.`;
  return `${fails}. ${numberText(unknown)} could not be judged for want of data, which is not a pass.`;
}

const tile = ({ tone, label, count }: Portion, text: string): Markup =>
  html`<div class="tile tile-${tone}"><p class="tile-label">${label}</p><p class="tile-count">${numberText(count)}</p><p class="tile-text">${text}</p></div>`;

const asides = ({ notApplicable, advisory, shadow, judged }: Totals): string =>
  [
    `${countText(judged, 'finding')} ${judged === 1 ? 'applies' : 'apply'}`,
    `${numberText(notApplicable)} not applicable, left out`,
    `${numberText(advisory)} non-compliant by advisory rules, told and never counted`,
    ...(shadow === 0 ? [] : [`${numberText(shadow)} would be non-compliant by rules in shadow`]),
  ].join('; ');
