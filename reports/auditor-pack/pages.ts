import type { AssessedFinding, CoverageGap, EndedFinding } from '../../engine/assessment/assessment.ts';
import { sha256 } from '../../engine/canonical.ts';
import type { Observation } from '../../engine/verdict.ts';
import { mappingNotice } from '../../frameworks/index.ts';
import type { Json } from '../../resources/resource.ts';
import { escaped, html, type Markup, named } from '../html/markup.ts';
import { howToCheckHtml } from './how-to-check.ts';
import type { IndexedRecord, PackSummary } from './summary.ts';

const STYLES = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 75rem; padding: 1rem 1.25rem 3rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { border-bottom: 1px solid GrayText; padding: .35rem .6rem .35rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
caption { text-align: left }
.wide { overflow-x: auto }
pre { overflow-x: auto; padding: .8rem; border: 1px solid GrayText }
.note { border: 2px solid; padding: .6rem .8rem }
@media print { body { max-width: none } pre { white-space: pre-wrap } }
`;

/** Nothing is loaded and nothing runs: one style sheet, known by its digest. */
const POLICY = `default-src 'none'; style-src 'sha256-${Buffer.from(sha256(STYLES), 'hex').toString('base64')}'; base-uri 'none'; form-action 'none'`;

const page = (title: string, body: Markup): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: STYLES }}</style>
</head>
<body>
${body}
</body>
</html>
`.markup;

export const howToCheckPage = (summary: PackSummary): string =>
  page(
    'How to check this pack',
    html`<p><a href="index.html">Index</a></p><h1>How to check this pack</h1>
${{ markup: howToCheckHtml(summary, escaped) }}`,
  );

/** The index of a pack: one control over one period. */
export function packPage(summary: PackSummary): string {
  const { control, framework, period } = summary;
  const title = `${framework.name} ${control.id}: ${control.title}`;
  return page(
    title,
    html`<h1>${title}</h1>
<p>${framework.name}, ${framework.edition}. From <b>${period.from}</b> up to <b>${period.to}</b>. Accounts ${named(summary.scope.accounts.join(', '))}, Regions ${summary.scope.regions.join(', ')}.</p>
${summary.notes.map(({ text }) => html`<p class="note">${text}</p>`)}
<p>${coverageText(summary)} ${mappingNotice}</p>
<p><b>${summary.records}</b> records in this pack are signed and can be checked with openssl and sha256sum alone: <a href="HOW-TO-CHECK.html">how to check</a>. This page is an aid to reading; what proves are the records.</p>
${rules(summary)}
${attestations(summary)}
${findings(summary.findings)}
${ended(summary.ended)}
${gaps(summary.gaps)}
${waivers(summary)}
${records(summary.index)}
<p>Made ${summary.generatedAt} by Assay ${summary.tool.version} from ${named(summary.source.name)}, verified with the key ${summary.keys.map(({ fingerprint }) => fingerprint).join(', ')}; proven until ${summary.source.verification?.provenUntil ?? 'never'}.</p>`,
  );
}

function coverageText({ control }: PackSummary): string {
  if (control.coverage === 'automated')
    return `Automated: ${control.rules.length} rules in force support this control.`;
  return control.coverage === 'attested'
    ? 'Attested: no rule supports this control; a person stands in for it.'
    : 'Not covered: no rule and no attestation in force supports this control.';
}

function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup {
  if (rows.length === 0) return html`<h2>${caption}</h2><p>None.</p>`;
  return html`<h2>${caption}</h2>
<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}

const rules = ({ rules: all }: PackSummary): Markup =>
  table(
    'Rules',
    ['Rule', 'Revision', 'Severity', 'Demands', 'Why'],
    all.map(({ id, revision, severity, title, rationale }) => [
      id,
      String(revision),
      severity,
      title,
      rationale,
    ]),
  );

const attestations = ({ control }: PackSummary): Markup =>
  table(
    'Attestations in force at the end',
    ['Subject', 'Kind', 'By', 'On', 'Until', 'SHA-256 of the document'],
    control.attestations.map(({ subject, kind, attestedBy, attested, expires, documentHash }) => [
      named(subject),
      kind,
      named(attestedBy),
      attested,
      expires,
      documentHash,
    ]),
  );

const findings = (all: readonly AssessedFinding[]): Markup =>
  table(
    'At the end of the period',
    ['Resource', 'Rule', 'Status', 'Since', 'Failing within the period', 'Observed'],
    all.map(({ resource, rule, status, since, failingSeconds, observations, because, waiver }) => [
      named(resource.id),
      rule,
      waiver ? `${status}, waived until ${waiver.expires} (${waiver.ticket})` : status,
      since ?? '',
      duration(failingSeconds),
      observations.map(observed).join('; ') || (because ?? ''),
    ]),
  );

const ended = (all: readonly EndedFinding[]): Markup =>
  table(
    'Ended within the period',
    ['Resource', 'Rule', 'Last status', 'Ended', 'Because', 'Failing within the period'],
    all.map(({ resource, rule, status, endedAt, because, failingSeconds }) => [
      named(resource.id),
      rule,
      status,
      endedAt,
      because,
      duration(failingSeconds),
    ]),
  );

const gaps = (all: readonly CoverageGap[]): Markup =>
  table(
    'Times of which nothing is known',
    ['What', 'Account', 'Region', 'From', 'To', 'Because'],
    all.map(({ subject, account, region, from, to, because }) => [
      subject,
      account ?? 'all',
      region ?? 'all',
      from,
      to ?? 'it goes on',
      because,
    ]),
  );

const waivers = ({ waivers: all }: PackSummary): Markup =>
  table(
    'Waivers',
    ['Rule', 'Scope', 'State', 'Until', 'Owner', 'Approver', 'Ticket', 'Reason'],
    all.map(({ rule, scope, state, expires, owner, approver, ticket, reason }) => [
      rule,
      named(scope),
      state,
      expires,
      named(owner),
      named(approver),
      ticket,
      named(reason),
    ]),
  );

const records = (all: readonly IndexedRecord[]): Markup =>
  table(
    'Records',
    ['Recorded', 'Resource', 'What it says', 'Record', 'Proof'],
    all.map(({ recordedAt, resource, verdicts, kind, isBefore, file, proof }) => [
      isBefore ? `${recordedAt}, the last before the period` : recordedAt,
      named(resource),
      verdicts.length > 0 ? verdicts.join('; ') : kind,
      file === null ? 'not sealed yet' : html`<a href="${file}">${file}</a>`,
      proof === null ? '' : html`<a href="${proof}">proof</a>`,
    ]),
  );

const observed = ({ path, expected, actual }: Observation): string =>
  `${path} is ${valueText(actual)}, expected ${valueText(expected)}`;

const valueText = (value: Json): string =>
  value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);

function duration(seconds: number | null): string {
  if (seconds === null || seconds === 0) return '';
  const hours = seconds / 3600;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}
