import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { legend, type Portion, stackedBar } from '../charts/bar.ts';
import { section } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import type { Totals } from '../totals.ts';
import { countText, numberText, percentText, SEVERITIES, SEVERITY_WORDS } from '../words.ts';

/** Where things stand, in one sentence, four numbers and a bar. */
export function postureSection({ asOf }: Assessment, totals: Totals): Markup {
  const { failing, unknown, waived, compliant, judged, open } = totals;
  const worst = SEVERITIES.filter((severity) => open[severity] > 0).map(
    (severity) => `${numberText(open[severity])} ${SEVERITY_WORDS[severity].toLowerCase()}`,
  );
  return section(
    { id: 'posture', title: 'Where things stand' },
    html`<p class="headline">${headline(totals)}</p>
<div class="tiles">
${tile('failing', 'Non-compliant', failing, worst.length === 0 ? 'none that counts' : worst.join(', '))}
${tile('unknown', 'Insufficient data', unknown, unknown === 0 ? 'everything could be judged' : 'could not be judged: not known to be good')}
${tile('waived', 'Waived', waived, 'fail still, their risk accepted by name until a day')}
${tile('compliant', 'Compliant', compliant, `${percentText(compliant, judged)} of what applies`)}
</div>
${stackedBar({ title: `What applies on ${asOf.slice(0, 10)}`, unit: 'finding' }, portionsOf(totals))}
${legend(portionsOf(totals))}
<p class="aside">${asides(totals)}</p>`,
  );
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

const tile = (tone: string, label: string, count: number, text: string): Markup =>
  html`<div class="tile tile-${tone}"><p class="tile-label">${label}</p><p class="tile-count">${numberText(count)}</p><p class="tile-text">${text}</p></div>`;

const asides = ({ notApplicable, advisory, judged }: Totals): string =>
  [
    `${countText(judged, 'finding')} ${judged === 1 ? 'applies' : 'apply'}`,
    `${numberText(notApplicable)} not applicable, left out`,
    `${numberText(advisory)} non-compliant by advisory rules, told and never counted`,
  ].join('; ');
