import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { round } from '../charts/bar.ts';
import { empty, section, table } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import type { Totals } from '../totals.ts';
import { countText, numberText } from '../words.ts';

const TEXT = { id: 'risk', title: 'Risk score' };

/** The score with everything that is needed to add it up again. */
export const riskSection = ({ risk }: Assessment, { judged, unknown }: Totals): Markup =>
  judged === 0
    ? section(TEXT, empty('No score: nothing was judged, which is not the same as no risk.'))
    : section(
        TEXT,
        html`<div class="score"><p class="score-number">${risk.score}<span> of 100</span></p>
<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="Risk score ${risk.score} of 100"><rect class="fill-track" x="0" y="0" width="100" height="10"/><rect class="fill-risk" x="0" y="0" width="${risk.score}" height="10"/></svg></div>
<p>${risk.formula}</p>`,
        unknown > 0
          ? html`<p class="aside">${countText(unknown, 'finding')} with insufficient data: what they hide, no score can tell.</p>`
          : null,
        risk.parts.length === 0
          ? empty('Nothing adds to it.')
          : table(
              {
                caption: 'What the risk score is made of',
                columns: [
                  { title: 'Part' },
                  { title: 'Count', isNumber: true },
                  { title: 'Weight', isNumber: true },
                  { title: 'Count × weight', isNumber: true },
                ],
              },
              risk.parts.map(({ label, count, weight }) => [
                label,
                numberText(count),
                round(weight),
                numberText(round(count * weight)),
              ]),
            ),
      );
