import { readTemplateFile } from '../../adapters/templates/read.ts';
import { findingsOf } from '../../engine/finding.ts';
import type { Judge, Neighbourhood } from '../../engine/judge.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { Rule } from '../../engine/rule.ts';
import { servesAi } from '../../engine/settings.ts';
import type { ReadFact } from '../../engine/trace.ts';
import { findingTexts, visible } from '../../reports/text.ts';
import type { Resource } from '../../resources/resource.ts';
import { rules } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';
import { definitionOf, judgeFor, ruleById } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { readUserFiles, type UserFiles } from '../settings-files.ts';
import { Output, type Palette, palette } from '../terminal.ts';

const HELP = `assay explain <rule> <file> [--config PATH] [--format text|json]

Says why: for each resource of the rule's type in a template or plan, every value that the rule looked at, what it
found, the verdict, and which waiver matched.

example: assay explain sagemaker-notebook-root-access template.yaml
`;

interface Explanation {
  readonly resource: Resource;
  readonly reads: readonly ReadFact[];
  readonly finding: ReturnType<typeof findingsOf>[number];
}

export async function run(args: readonly string[]): Promise<number> {
  const options = { config: { type: 'string' }, format: { type: 'string' } } as const;
  const parsed = readCommandLine(args, { help: HELP, options });
  if (!parsed) return 0;
  const [id, file] = parsed.positionals;
  if (id === undefined || file === undefined)
    throw new UsageError('explain needs a rule and a file; see --help');
  const rule = ruleById(id);
  if (!rule) throw new UsageError(`there is no rule ${id}; \`assay rules\` lists them`);
  const format = oneOf('--format', parsed.values.format, ['text', 'json']) ?? 'text';
  const now = new Date().toISOString();
  const userFiles = await readUserFiles({ beside: file, config: parsed.values.config, rules, now });
  const explanations = await explain(rule, file, userFiles);
  const output = new Output();
  output.write(format === 'json' ? json(rule, explanations) : text(rule, file, explanations));
  output.flush();
  return 0;
}

async function explain(rule: Rule, file: string, { settings, waivers }: UserFiles): Promise<Explanation[]> {
  const { resources } = await readTemplateFile(file, { definitionOf });
  const judge = judgeFor(settings, undefined, { only: rule });
  const neighbourhood = neighbourhoodOf(resources, {
    definitionOf,
    outside: 'outside this file',
    servesAi: servesAi(settings),
  });
  return resources.flatMap((resource) => {
    const reads: ReadFact[] = [];
    const [finding] = findingsOf(resource, { judge: reading(judge, reads), neighbourhood, waivers });
    return finding ? [{ resource, reads: distinct(reads), finding }] : [];
  });
}

const reading = (judge: Judge, reads: ReadFact[]): Judge => ({
  rulesFor: judge.rulesFor,
  judge: (resource: Resource, neighbourhood: Neighbourhood) =>
    judge.judge(resource, neighbourhood, { onRead: (_rule, fact) => reads.push(fact) }),
});

const distinct = (facts: readonly ReadFact[]): ReadFact[] => [
  ...new Map(facts.map((fact) => [`${fact.path} ${fact.unreadable ?? ''}`, fact])).values(),
];

function json(rule: Rule, explanations: readonly Explanation[]): string {
  const explained = explanations.map(({ resource, reads, finding }) => ({
    resource: { type: resource.type, id: resource.id },
    reads: reads.map(({ path, value = null, unreadable }) =>
      unreadable ? { path, unreadable } : { path, value },
    ),
    verdict: finding.verdict,
    waiver: finding.waiver,
  }));
  return `${JSON.stringify({ rule: rule.id, explanations: explained }, null, 2)}\n`;
}

function text(rule: Rule, file: string, explanations: readonly Explanation[]): string {
  const styles = palette();
  const head = `${styles.bold(rule.title)}\n${rule.rationale}\n\n`;
  const target = rule.resourceType === '*' ? 'AI resource' : rule.resourceType;
  if (explanations.length === 0)
    return `${head}no ${target} in ${visible(file)}: the rule has nothing to judge\n`;
  return head + explanations.map((explanation) => explanationText(explanation, styles)).join('\n');
}

function explanationText({ resource, reads, finding }: Explanation, styles: Palette): string {
  const lines = reads.map(({ path, value, unreadable }) => {
    const shown = unreadable ? styles.yellow(`unknown: ${visible(unreadable)}`) : valueText(value);
    return `    looked at ${visible(path)}: ${shown}`;
  });
  return `  ${styles.bold(visible(resource.id))}  ${resource.type}\n${lines.map((line) => `${line}\n`).join('')}${findingTexts(styles)(finding)}    verdict: ${finding.verdict.status}\n`;
}

const valueText = (value: unknown): string =>
  value === undefined ? 'absent' : visible(JSON.stringify(value));
