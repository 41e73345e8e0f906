import type { Assessment, CoverageGap } from '../../../engine/assessment/assessment.ts';
import { html, type Markup, named, type Part } from '../markup.ts';
import { countText, instantText } from '../words.ts';
import { proofBanner } from './verification.ts';

const KIND_WORDS: Readonly<Record<Assessment['source']['kind'], string>> = {
  archive: 'evidence archive',
  scan: 'scan of live accounts',
  gate: 'gate over files',
  posture: 'posture',
};

/** What must be known before anything else is read: of what, when, and how far it can be trusted. */
export const header = (assessment: Assessment): Markup => html`
<header class="top">
<div class="top-line"><p class="brand">Assay</p><button type="button" id="theme" class="needs-script">Theme: system</button></div>
<h1>Compliance of AI on AWS</h1>
<p class="lead">State on <b>${instantText(assessment.asOf)}</b>, from the ${KIND_WORDS[assessment.source.kind]} ${named(assessment.source.name)}</p>
${facts(assessment)}
${proofBanner(assessment.source)}
${notes(assessment)}
${gapsCallout(assessment.gaps)}
</header>`;

function facts({ period, scope, profile, rules, generatedAt, tool }: Assessment): Markup {
  const lines: (readonly [string, Part])[] = [
    ['Period', period === null ? 'one instant' : `${instantText(period.from)} to ${instantText(period.to)}`],
    ['Accounts', listed(scope.accounts)],
    ['Regions', listed(scope.regions)],
    ['Profile', `${profile}, ${countText(rules.length, 'rule')} in force`],
    ['Made', `${instantText(generatedAt)} by Assay ${tool.version}`],
  ];
  return html`<dl class="facts">${lines.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const listed = (names: readonly string[]): Part =>
  names.length === 0 ? 'none named' : names.map((name, index) => [index === 0 ? '' : ', ', named(name)]);

/** The banner says already what verification gave. */
const SAID: readonly string[] = ['verification-failed', 'not-verified'];

const notes = ({ notes: all, source }: Assessment): Markup =>
  html`${all
    .filter(({ kind }) => !SAID.includes(kind) || source.verification?.status === 'proven')
    .map(({ text }) => html`<p class="note"><b>Note</b> <span>${named(text)}</span></p>`)}`;

function gapsCallout(gaps: readonly CoverageGap[]): Markup | null {
  if (gaps.length === 0) return null;
  const open = gaps.filter(({ to }) => to === null).length;
  const lasting = open === 0 ? 'all of them closed' : `${open} of them ${open === 1 ? 'goes' : 'go'} on`;
  return html`<p class="note"><b>${countText(gaps.length, 'gap')} in coverage</b> <span>${lasting}. What happened in a gap is not known, and nothing below speaks for it: ${gaps
    .slice(0, 3)
    .map(({ subject }, index) => [
      index === 0 ? '' : ', ',
      named(subject),
    ])}${gaps.length > 3 ? ' and more' : ''}.</span></p>`;
}
