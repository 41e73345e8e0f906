import type { AssessedFinding, AssessedRule } from '../../../engine/assessment/assessment.ts';
import type { OpenedIsland } from '../island.ts';
import {
  dayText,
  dueText,
  isOverdue,
  SEVERITY_WORDS,
  STATUS_WORDS,
  shortName,
  shown,
  valueText,
} from '../words.ts';
import { detailOf } from './detail.ts';
import { element } from './dom.ts';

/** Findings as a table, each to be unfolded. */
export type ResultsTable = (
  findings: readonly AssessedFinding[],
  /** On paper nothing unfolds: each says at once what was observed. */
  options?: { readonly isOnPaper: boolean },
) => HTMLElement;

const COLUMNS = ['Finding', 'Status', 'Account and Region', 'Since', 'Service level'];

export function resultsTableOf(island: OpenedIsland): ResultsTable {
  const rules = new Map(island.rules.map((rule) => [rule.id, rule]));
  return (findings, { isOnPaper } = { isOnPaper: false }) =>
    element(
      'table',
      { class: 'findings' },
      element('caption', { class: 'unseen' }, 'Findings'),
      element(
        'thead',
        {},
        element('tr', {}, ...COLUMNS.map((title) => element('th', { scope: 'col' }, title))),
      ),
      element(
        'tbody',
        {},
        ...findings.flatMap((finding, index) => rowsOf(finding, { island, rules, index, isOnPaper })),
      ),
    );
}

interface RowContext {
  readonly island: OpenedIsland;
  readonly rules: ReadonlyMap<string, AssessedRule>;
  readonly index: number;
  readonly isOnPaper: boolean;
}

function rowsOf(finding: AssessedFinding, { island, rules, index, isOnPaper }: RowContext): HTMLElement[] {
  const rule = rules.get(finding.rule);
  const id = `detail-${index}`;
  const detail = element('tr', { id, class: 'detail', hidden: true });
  const button = element(
    'button',
    { type: 'button', class: 'unfold', 'aria-expanded': 'false', 'aria-controls': id },
    rule?.title ?? finding.rule,
  );
  button.addEventListener('click', () => {
    const opens = detail.hidden;
    if (opens && detail.firstChild === null) {
      const cell = element('td', { colspan: String(COLUMNS.length) });
      cell.append(detailOf(finding, { island, rule }));
      detail.append(cell);
    }
    detail.hidden = !opens;
    button.setAttribute('aria-expanded', String(opens));
  });
  const row = rowOf(finding, { button, asOf: island.asOf });
  if (isOnPaper) row.firstElementChild?.append(element('span', { class: 'under' }, observedText(finding)));
  return [row, detail];
}

function rowOf(
  finding: AssessedFinding,
  { button, asOf }: { readonly button: HTMLElement; readonly asOf: string },
): HTMLElement {
  const { resource, severity } = finding;
  const where = [resource.account, resource.region, resource.file].filter((each) => each !== null);
  return element(
    'tr',
    { class: `row severity-${severity.toLowerCase()}` },
    element(
      'th',
      { scope: 'row' },
      button,
      element('bdi', { class: 'resource' }, shown(shortName(resource.id))),
      element('span', { class: 'under' }, shown(resource.type)),
    ),
    element('td', {}, ...chipsOf(finding)),
    element(
      'td',
      { class: 'where', 'data-column': 'Account and Region' },
      ...(where.length === 0 ? ['not known'] : where.map((each) => element('bdi', {}, shown(each)))),
    ),
    element(
      'td',
      { class: 'day brief', 'data-column': 'Since' },
      finding.since === null ? '–' : dayText(finding.since),
    ),
    element('td', { class: 'brief', 'data-column': 'Service level' }, dueOf(finding, asOf)),
  );
}

/** `RootAccess is Enabled, expected Disabled` */
const observedText = ({ observations, because }: AssessedFinding): string =>
  because === null
    ? observations
        .map(({ path, actual, expected }) =>
          shown(`${path} is ${valueText(actual)}, expected ${valueText(expected)}`),
        )
        .join('; ')
    : shown(because);

const chip = (tone: string, text: string): HTMLElement => element('span', { class: `chip ${tone}` }, text);

function chipsOf({
  status,
  severity,
  waiver,
  advisory,
  shadow,
  failedBefore,
}: AssessedFinding): HTMLElement[] {
  const tone = status.toLowerCase().replace('_', '-');
  return [
    ...(status === 'NON_COMPLIANT' ? [chip(severity.toLowerCase(), SEVERITY_WORDS[severity])] : []),
    chip(tone, STATUS_WORDS[status]),
    ...(waiver === null ? [] : [chip('waiver-in-force', 'Waived')]),
    ...(advisory ? [chip('advisory', shadow ? 'In shadow' : 'Advisory')] : []),
    ...(failedBefore ? [chip('failed-before', 'Failed before')] : []),
  ];
}

function dueOf(finding: AssessedFinding, asOf: string): HTMLElement | string {
  if (finding.dueAt === null) return '–';
  const text = dueText(finding.dueAt, asOf);
  return isOverdue(finding, asOf) ? element('b', { class: 'bad' }, text) : text;
}
