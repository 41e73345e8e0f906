import type { Assessment } from '../../engine/assessment/assessment.ts';
import type { View } from './address.ts';
import { client } from './client.generated.ts';
import { islandOf, islandText } from './island.ts';
import { html, type Markup } from './markup.ts';
import { ageingSection } from './sections/ageing.ts';
import { attestationsSection } from './sections/attestations.ts';
import { endedSection } from './sections/ended.ts';
import { findingsSection } from './sections/findings.ts';
import { controlsSection, coverageSection } from './sections/frameworks.ts';
import { gapsSection } from './sections/gaps.ts';
import { header } from './sections/header.ts';
import { postureSection } from './sections/posture.ts';
import { riskSection } from './sections/risk.ts';
import { rulesSection, worstSection } from './sections/rules.ts';
import { trendSection } from './sections/trend.ts';
import { verificationSection } from './sections/verification.ts';
import { endingSection, waiversSection } from './sections/waivers.ts';
import { isDoubted, totalsOf } from './totals.ts';

/**
 * Nothing is loaded from anywhere, and nothing runs but the one script and the one style sheet whose digests stand here;
 * text never becomes markup. https://www.w3.org/TR/CSP3/
 */
const POLICY = [
  "default-src 'none'",
  `script-src '${client.scriptHash}'`,
  `style-src '${client.stylesHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** One page that needs nothing else, neither network nor server: for who decides, who repairs and who audits. */
export function htmlReport(assessment: Assessment): string {
  return html`<!doctype html>
<html lang="en"${isDoubted(assessment) ? html` class="doubted"` : null}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Compliance of AI on AWS, ${assessment.asOf.slice(0, 10)}</title>
<style>${{ markup: client.styles }}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
${header(assessment)}
<noscript><p class="note"><b>JavaScript is off</b> <span>All three views stand below each other, with every table but one: single findings can be searched and filtered with JavaScript only. Rules in force counts them; the CSV and JSON formats hold them.</span></p></noscript>
<main id="main" tabindex="-1">
${tabs()}
<div class="views">${views(assessment)}</div>
</main>
<footer>Made by Assay ${assessment.tool.version}, which names rules that support controls and never says that a control is met.</footer>
<script type="application/json" id="data">${{ markup: islandText(islandOf(assessment)) }}</script>
<script>${{ markup: client.script }}</script>
</body>
</html>
`.markup;
}

const TITLES: Readonly<Record<View, string>> = {
  executive: 'Executive',
  engineer: 'Engineer',
  auditor: 'Auditor',
};

const tabs = (): Markup => html`
<div class="tabs needs-script" role="tablist" aria-label="Views">${Object.entries(TITLES).map(
  ([view, title], index) =>
    html`<button type="button" role="tab" id="tab-${view}" aria-controls="view-${view}" aria-selected="${index === 0 ? 'true' : 'false'}" tabindex="${index === 0 ? 0 : -1}">${title}</button>`,
)}</div>`;

function views(assessment: Assessment): Markup {
  const totals = totalsOf(assessment);
  return html`
${view('executive', [
  postureSection(assessment, totals),
  trendSection(assessment),
  html`<div class="pair">${riskSection(assessment, totals)}${ageingSection(assessment)}</div>`,
  worstSection(assessment),
  coverageSection(assessment),
  gapsSection(assessment, 'gaps-brief'),
  endingSection(assessment),
])}
${view('engineer', [findingsSection(assessment), rulesSection(assessment), waiversSection(assessment, 'waivers')])}
${view('auditor', [
  verificationSection(assessment),
  gapsSection(assessment, 'gaps'),
  controlsSection(assessment),
  html`<div data-place="findings"></div>`,
  waiversSection(assessment, 'waivers-audited'),
  attestationsSection(assessment),
  endedSection(assessment),
])}`;
}

const view = (name: View, sections: readonly Markup[]): Markup => html`
<div class="view" id="view-${name}"${name === 'executive' ? html` data-open` : null}>
<h2 class="view-title">${TITLES[name]} view</h2>
${sections}
</div>`;
