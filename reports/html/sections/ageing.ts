import type { Ageing, Assessment } from '../../../engine/assessment/assessment.ts';
import { legend, type Portion, stackedBar } from '../charts/bar.ts';
import { chip, empty, quiet, section, table } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import { countText, SEVERITY_WORDS } from '../words.ts';

/** How long failures have stood, against the days within which they are to be fixed. */
export function ageingSection({ ageing, serviceLevels }: Assessment): Markup {
  const text = { id: 'ageing', title: 'Ageing against service levels' };
  const portions = portionsOf(ageing);
  if (portions.every(({ count }) => count === 0))
    return section(text, empty('No failure counts against a service level here.'));
  return section(
    text,
    stackedBar({ title: 'Failures by their service level', unit: 'finding' }, portions),
    legend(portions),
    table(
      {
        caption: 'Failures against service levels, by severity',
        columns: [
          { title: 'Severity' },
          ...['To be fixed within', 'On time', 'Due in 7 days', 'Overdue', 'Overdue over 30 days'].map(
            (title) => ({ title, isNumber: true as const }),
          ),
        ],
      },
      ageing.map(({ severity, onTime, dueSoon, overdue, longOverdue }) => [
        chip(severity.toLowerCase(), SEVERITY_WORDS[severity]),
        countText(serviceLevels[severity], 'day'),
        quiet(onTime),
        quiet(dueSoon),
        bad(overdue),
        bad(longOverdue),
      ]),
    ),
  );
}

const bad = (count: number): Markup => (count === 0 ? quiet(0) : html`<b class="bad">${quiet(count)}</b>`);

function portionsOf(ageing: readonly Ageing[]): readonly Portion[] {
  const sum = (key: Exclude<keyof Ageing, 'severity'>): number =>
    ageing.reduce((total, each) => total + each[key], 0);
  return [
    { label: 'On time', count: sum('onTime'), tone: 'calm' },
    { label: 'Due in 7 days', count: sum('dueSoon'), tone: 'medium' },
    { label: 'Overdue', count: sum('overdue'), tone: 'high' },
    { label: 'Overdue over 30 days', count: sum('longOverdue'), tone: 'critical' },
  ];
}
