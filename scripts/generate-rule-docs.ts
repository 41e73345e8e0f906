import { existsSync, readFileSync } from 'node:fs';
import type { Example, Rule } from '../engine/rule.ts';
import { controlOf, isControlId, mappingNotice } from '../frameworks/index.ts';
import { type CatalogueControl, catalogue } from './catalogue.ts';
import { coverageMatrix } from './coverage-matrix.ts';
import type { Generated } from './generate.ts';
import { loadRules } from './rule-files.ts';

const root = new URL('../', import.meta.url);
const MARKER = '<!-- Generated above this line; notes below are kept. -->';

/** Rule pages, the README's table, the coverage matrix: all from the rules' own words. */
export async function generateRuleDocs(): Promise<Generated> {
  const rules = await loadRules();
  const controls = new Map(catalogue().map((control) => [control.id, control]));
  const pages = rules.map(
    (rule) => [`docs/rules/${rule.id}.md`, rulePage(rule, controls.get(rule.id))] as const,
  );
  return {
    ...Object.fromEntries(pages),
    'docs/rules/README.md': `# Rules\n\nGenerated. Each page says why, for whom, and what to do.\n\n${ruleTable(rules, '')}`,
    'docs/coverage.md': coverageMatrix(rules, [...controls.values()]),
    'README.md': readmeWithTable(rules),
  };
}

function rulePage(rule: Rule, control: CatalogueControl | undefined): string {
  const path = `docs/rules/${rule.id}.md`;
  const header = [
    `# ${rule.title}`,
    facts(rule, control),
    rule.rationale,
    `**What to do.** ${rule.guidance}`,
    ...parameterSection(rule),
    '## Examples',
    ...rule.examples.nonCompliant.map((example) => exampleBlock('NON_COMPLIANT', example)),
    ...rule.examples.compliant.map((example) => exampleBlock('COMPLIANT', example)),
    '## Supports',
    `${mappingNotice}`,
    supports(rule),
    '## References',
    rule.references.map((url) => `- <${url}>`).join('\n'),
  ].join('\n\n');
  return `${header}\n\n${MARKER}\n${notesIn(path)}`;
}

function facts(rule: Rule, control: CatalogueControl | undefined): string {
  const peers = rule.peersSeverity ? ` (most peers say ${rule.peersSeverity})` : '';
  const rows = [
    ['Rule', `\`${rule.id}\`, revision ${rule.revision}`],
    ['Judges', rule.resourceType === '*' ? 'every AI resource' : `\`${rule.resourceType}\``],
    ['Severity', `${rule.severity}${peers}`],
    ['Profile', rule.profile],
    ...(control ? [['Condition', control.condition]] : []),
    ...(control?.peers.length ? [['Also checked by', control.peers.join(', ')]] : []),
  ];
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${cell(value ?? '')} |`).join('\n')}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function parameterSection(rule: Rule): string[] {
  const parameters = Object.entries(rule.parameters ?? {});
  if (parameters.length === 0) return [];
  const rows = parameters.map(
    ([name, { kind, description, default: fallback }]) =>
      `| \`${name}\` | ${kind} | \`${JSON.stringify(fallback)}\` | ${cell(description)} |`,
  );
  return ['## Parameters', `| name | kind | default | |\n|---|---|---|---|\n${rows.join('\n')}`];
}

function exampleBlock(status: string, { name, properties, ...around }: Example): string {
  const shown = Object.keys(around).length > 0 ? { properties, ...around } : properties;
  return `${status}: ${name}\n\n\`\`\`json\n${JSON.stringify(shown, null, 2)}\n\`\`\``;
}

function supports(rule: Rule): string {
  const ids = [...Object.keys(rule.controls.published), ...rule.controls.judged].filter(isControlId).sort();
  const rows = ids.map((id) => {
    const { framework, id: controlId, title } = controlOf(id);
    return `| ${framework.name} | ${controlId} | ${cell(title)} | ${rule.controls.published[id] ?? 'judged'} |`;
  });
  return `| framework | control | | mapping |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function notesIn(path: string): string {
  const file = new URL(path, root);
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').split(`${MARKER}\n`)[1] ?? '';
}

function ruleTable(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    ({ id, title, severity, profile }) =>
      `| [\`${id}\`](${folder}${id}.md) | ${cell(title)} | ${severity} | ${profile} |`,
  );
  return `| rule | demands | severity | profile |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function readmeWithTable(rules: readonly Rule[]): string {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const table = `<!-- rules -->\n${ruleTable(rules, 'docs/rules/')}<!-- /rules -->`;
  return readme.replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, () => table);
}
