import type { Rule } from '../../engine/rule.ts';
import { controlOf, isControlId, mappingNotice } from '../../frameworks/index.ts';
import { rules } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';
import { ruleById } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { Output, type Palette, palette } from '../terminal.ts';

const HELP = `assay rules [ID] [--format text|json]

Lists the rules, or shows one in full: why, for whom, what to do, examples, and the controls it supports.

example: assay rules sagemaker-notebook-root-access
`;

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: { format: { type: 'string' } } });
  if (!parsed) return 0;
  const format = oneOf('--format', parsed.values.format, ['text', 'json']) ?? 'text';
  const [id] = parsed.positionals;
  const rule = id === undefined ? undefined : ruleById(id);
  if (id !== undefined && !rule) throw new UsageError(`there is no rule ${id}; \`assay rules\` lists them`);
  const output = new Output();
  if (format === 'json')
    output.write(`${JSON.stringify(rule ? ruleJson(rule) : { rules: rules.map(ruleJson) }, null, 2)}\n`);
  else output.write(rule ? ruleText(rule, palette()) : listText(palette()));
  output.flush();
  return 0;
}

/** Everything but the code. */
const ruleJson = (rule: Rule) => ({ ...rule, evaluate: undefined });

function listText(styles: Palette): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, severity, profile, title }) =>
      `${styles.bold(id.padEnd(width))}  ${severity.padEnd(8)}  ${profile.padEnd(9)}  ${title}`,
  );
  return `${lines.join('\n')}\n\n${rules.length} rules; \`assay rules ID\` shows one in full\n`;
}

function ruleText(rule: Rule, styles: Palette): string {
  const peers = rule.peersSeverity ? ` (most peers say ${rule.peersSeverity})` : '';
  const parameters = Object.entries(rule.parameters ?? {}).map(
    ([name, { description, default: fallback }]) =>
      `  ${name}  ${description} Default ${JSON.stringify(fallback)}`,
  );
  return [
    styles.bold(rule.title),
    '',
    `  rule      ${rule.id}, revision ${rule.revision}`,
    `  judges    ${rule.resourceType === '*' ? 'every AI resource' : rule.resourceType}`,
    `  severity  ${rule.severity}${peers}`,
    `  profile   ${rule.profile}`,
    '',
    styles.bold('Why'),
    `  ${rule.rationale}`,
    '',
    styles.bold('What to do'),
    `  ${rule.guidance}`,
    ...(parameters.length > 0 ? ['', styles.bold('Parameters'), ...parameters] : []),
    '',
    styles.bold('Fails, for example'),
    ...rule.examples.nonCompliant.map(({ name, properties }) => `  ${name}: ${JSON.stringify(properties)}`),
    '',
    styles.bold('Passes, for example'),
    ...rule.examples.compliant.map(({ name, properties }) => `  ${name}: ${JSON.stringify(properties)}`),
    '',
    styles.bold('Supports'),
    ...controlLines(rule),
    `  ${styles.dim(mappingNotice)}`,
    '',
    styles.bold('See'),
    ...rule.references.map((url) => `  ${url}`),
    '',
  ].join('\n');
}

function controlLines({ controls }: Rule): string[] {
  const ids = [...Object.keys(controls.published), ...controls.judged].filter(isControlId).sort();
  return ids.map((id) => {
    const { framework, id: controlId, title } = controlOf(id);
    return `  ${framework.name} ${controlId}  ${title}  [${controls.published[id] ?? 'judged'}]`;
  });
}
