import type { AssessedFinding, AssessedRule, Assessment } from '../../../engine/assessment/assessment.ts';
import { isOnlyTold } from '../../../engine/rule.ts';
import { chip, code, empty, link, quiet, section, table } from '../layout.ts';
import { html, type Markup } from '../markup.ts';
import { isOpen, SEVERITIES, SEVERITY_WORDS } from '../words.ts';

interface RuleLine {
  readonly rule: AssessedRule;
  readonly failing: number;
  readonly waived: number;
  readonly unknown: number;
  readonly compliant: number;
}

/** Each rule with its findings counted, those that fail most and worst on top. */
export function linesOf({ rules, findings }: Assessment): RuleLine[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return rules
    .map((rule) => lineOf(rule, byRule.get(rule.id) ?? []))
    .sort(
      (a, b) =>
        Number(b.failing > 0) - Number(a.failing > 0) ||
        SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity) ||
        b.failing - a.failing,
    );
}

function lineOf(rule: AssessedRule, findings: readonly AssessedFinding[]): RuleLine {
  const withStatus = (status: AssessedFinding['status']): number =>
    findings.filter((finding) => finding.status === status).length;
  return {
    rule,
    failing: findings.filter(
      (finding) => finding.status === 'NON_COMPLIANT' && (isOpen(finding) || finding.advisory),
    ).length,
    waived: findings.filter(
      ({ status, waiver, advisory }) => status === 'NON_COMPLIANT' && waiver !== null && !advisory,
    ).length,
    unknown: withStatus('INSUFFICIENT_DATA'),
    compliant: withStatus('COMPLIANT'),
  };
}

const COLUMNS = [
  { title: 'Rule' },
  { title: 'Severity' },
  ...['Non-compliant', 'Waived', 'Insufficient data', 'Compliant'].map((title) => ({
    title,
    isNumber: true as const,
  })),
];

/** Where to begin. */
export function worstSection(assessment: Assessment): Markup {
  const worst = linesOf(assessment)
    .filter(({ failing, rule }) => failing > 0 && !isOnlyTold(rule))
    .slice(0, 8);
  return section(
    {
      id: 'worst',
      title: 'What to fix first',
      intro: 'Rules with findings that count, the most severe first.',
    },
    worst.length === 0
      ? empty('No finding that counts is non-compliant.')
      : table(
          { caption: 'Rules to fix first', columns: COLUMNS },
          worst.map((line) =>
            cells(line, html`${line.rule.title}<span class="under">${code(line.rule.id)}</span>`),
          ),
        ),
  );
}

/** All rules in force, with why and how; what stands there without a script, too. */
export const rulesSection = (assessment: Assessment): Markup =>
  section(
    { id: 'rules', title: 'Rules in force', intro: `Pack ${assessment.tool.packDigest}` },
    assessment.rules.length === 0
      ? empty('No rule was in force.')
      : table(
          { caption: 'Rules in force and their findings', columns: COLUMNS },
          linesOf(assessment).map((line) => cells(line, ruleCell(line.rule))),
        ),
  );

const cells = ({ rule, failing, waived, unknown, compliant }: RuleLine, first: Markup) => [
  first,
  html`${chip(rule.severity.toLowerCase(), SEVERITY_WORDS[rule.severity])}${isOnlyTold(rule) ? html` <small>${rule.shadow ? 'in shadow' : 'advisory'}</small>` : null}`,
  quiet(failing),
  quiet(waived),
  quiet(unknown),
  quiet(compliant),
];

const ruleCell = ({
  id,
  revision,
  title,
  rationale,
  guidance,
  references,
  profile,
  resourceType,
}: AssessedRule) => html`
<details><summary>${title}</summary>
<p>${rationale}</p><p><b>To do:</b> ${guidance}</p>
<ul class="plain">${references.map((url) => html`<li>${link(url)}</li>`)}</ul>
</details><span class="under">${code(id)} revision ${revision}, ${profile}, ${resourceType === '*' ? 'every AI resource' : resourceType}</span>`;
