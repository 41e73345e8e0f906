import type { AssessedFinding, Assessment } from '../../../engine/assessment/assessment.ts';
import { html, type Markup } from '../markup.ts';
import { SORTS, type Sort } from '../query.ts';
import { numberText, SEVERITIES, SEVERITY_WORDS, STATUS_WORDS, STATUSES } from '../words.ts';

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  severity: 'Severity',
  due: 'Due first',
  oldest: 'Oldest first',
  rule: 'Rule',
  resource: 'Resource',
};

/** The frame that the page's script fills, once; it stands in the view that is open. */
export const findingsSection = ({ findings, frameworks }: Assessment): Markup => html`
<section class="card needs-script" id="explorer" aria-labelledby="findings">
<h3 id="findings">Findings</h3>
<form id="filters" role="search" aria-label="Findings">
<div class="search"><label for="text">Search</label><input id="text" name="text" type="search" autocomplete="off" spellcheck="false" placeholder="Name, rule, value, ticket"><kbd aria-hidden="true">/</kbd></div>
<div class="toggles">
${toggles(
  'Status',
  'status',
  STATUSES.map((status) => [status, STATUS_WORDS[status], countOf(findings, 'status', status)]),
)}
${toggles(
  'Severity',
  'severity',
  SEVERITIES.map((severity) => [severity, SEVERITY_WORDS[severity], countOf(findings, 'severity', severity)]),
)}
</div>
<div class="choices">
${select('rule', 'Rule')}${select('type', 'Type')}${select('account', 'Account')}${select('region', 'Region')}
${select(
  'framework',
  'Framework',
  frameworks.map(({ key, name }) => [key, name]),
)}${select('control', 'Control')}
${select('waived', 'Waived', [
  ['yes', 'Waived'],
  ['no', 'Not waived'],
])}
<div><label for="sort">Order</label><select id="sort" name="sort">${SORTS.map((sort) => html`<option value="${sort}">${SORT_WORDS[sort]}</option>`)}</select></div>
</div>
<div class="filter-line"><label class="check"><input type="checkbox" name="overdue" value="yes"> Overdue only</label><button type="reset">Clear filters</button></div>
</form>
<p id="found" role="status"></p>
<div id="results"></div>
<nav id="pager" aria-label="Pages of findings" hidden><button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button></nav>
</section>`;

const countOf = <K extends 'status' | 'severity'>(
  findings: readonly AssessedFinding[],
  key: K,
  value: AssessedFinding[K],
): number => findings.filter((finding) => finding[key] === value).length;

/** What depends on names that others gave is filled in by the script, which need not escape them. */
const select = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[] = [],
): Markup =>
  html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">Any</option>${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></div>
`;

const toggles = (
  title: string,
  name: string,
  values: readonly (readonly [value: string, label: string, count: number])[],
): Markup =>
  html`<fieldset><legend>${title}</legend>${values.map(
    ([value, label, count]) =>
      html`<label class="toggle"><input type="checkbox" name="${name}" value="${value}"><span><i class="key key-${toneOf(value)}"></i>${label} <b>${numberText(count)}</b></span></label>`,
  )}</fieldset>`;

const TONES: Readonly<Record<string, string>> = {
  NON_COMPLIANT: 'failing',
  INSUFFICIENT_DATA: 'unknown',
  NOT_APPLICABLE: 'track',
};

const toneOf = (value: string): string => TONES[value] ?? value.toLowerCase();
