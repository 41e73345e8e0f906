import type { Rule } from '../engine/rule.ts';
import { type Framework, frameworks, mappingNotice } from '../frameworks/index.ts';
import type { CatalogueControl } from './catalogue.ts';

/** Where published mappings stand; a source's first word names one of them. */
const PUBLICATIONS: Readonly<Record<string, string>> = {
  prowler:
    'Prowler’s compliance files, by the name of its check: <https://github.com/prowler-cloud/prowler/tree/master/prowler/compliance/aws>',
  'security-hub':
    'the related requirements of Security Hub’s control: <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html>',
  'sample-aiml-security-assessment':
    'its page on OWASP, by the id of its check: <https://github.com/aws-samples/sample-aiml-security-assessment>',
};

/** A rule that supports a control; `source` is null where the mapping is our own judgement. */
interface Mapping {
  readonly rule: string;
  readonly source: string | null;
  /** Told and never counted: such a rule supports no control. */
  readonly isAdvisory: boolean;
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly mappings: readonly Mapping[];
}

interface Matrix {
  readonly framework: Framework;
  readonly rows: readonly Row[];
}

/** The coverage matrix as a page: framework × control × rule, the source of each mapping, and what has no rule. */
export function coverageMatrix(rules: readonly Rule[], catalogue: readonly CatalogueControl[]): string {
  const matrices = Object.values<Framework>(frameworks).map((framework) => matrixOf(framework, rules));
  return [
    '# Coverage',
    `Generated. ${mappingNotice}`,
    summary(matrices),
    'A framework’s controls to which nothing in the catalogue is mapped are not listed.',
    publications(matrices),
    ...matrices.map(section),
    withoutRule(rules, catalogue),
  ].join('\n\n');
}

function matrixOf(framework: Framework, rules: readonly Rule[]): Matrix {
  const rows = Object.entries(framework.controls).map(([id, title]) => ({
    id,
    title,
    mappings: rules.flatMap((rule) => mappingOf(rule, `${framework.key}:${id}`)),
  }));
  return { framework, rows };
}

function mappingOf({ id, controls, profile }: Rule, control: string): Mapping[] {
  const isAdvisory = profile === 'advisory';
  const published = Object.entries(controls.published).find(([each]) => each === control);
  if (published) return [{ rule: id, source: published[1] ?? null, isAdvisory }];
  return controls.judged.some((each) => each === control) ? [{ rule: id, source: null, isAdvisory }] : [];
}

const counted = ({ mappings }: Row): readonly Mapping[] => mappings.filter(({ isAdvisory }) => !isAdvisory);
const isPublished = (row: Row): boolean => counted(row).some(({ source }) => source !== null);
const isBare = (row: Row): boolean => counted(row).length === 0;

function summary(matrices: readonly Matrix[]): string {
  const rows = matrices.map(({ framework, rows }) => {
    const published = rows.filter(isPublished).length;
    const bare = rows.filter(isBare).length;
    const judged = rows.length - published - bare;
    return `| ${framework.name}, ${framework.edition} | ${rows.length} | ${published} | ${judged} | ${bare} |`;
  });
  return (
    '| framework | controls listed | with a rule by a publication | with a rule by our judgement alone | without a rule |\n' +
    `|---|---|---|---|---|\n${rows.join('\n')}`
  );
}

/** @throws if a mapping names a publication that nobody can look up */
function publications(matrices: readonly Matrix[]): string {
  const sources = matrices.flatMap(({ rows }) =>
    rows.flatMap(({ mappings }) => mappings.flatMap(({ source }) => source ?? [])),
  );
  const names = new Set(sources.map((source) => source.split(' ')[0] ?? ''));
  const rows = [...names].sort().map((name) => {
    const where = PUBLICATIONS[name];
    if (where === undefined)
      throw new Error(`"${name}" is no known publication: say in scripts/coverage-matrix.ts where it stands`);
    return `| ${name} | ${where} |`;
  });
  return `In brackets is the source of a mapping, or that it is *judged* by us.\n\n| source | |\n|---|---|\n${rows.join('\n')}`;
}

function section({ framework, rows }: Matrix): string {
  const lines = rows.map((row) => {
    const texts = [...row.mappings.map(mappingText), ...(isBare(row) ? ['*not covered*'] : [])];
    return `| ${row.id} | ${cell(row.title)} | ${texts.join(', ')} |`;
  });
  const bare = rows.filter(isBare).map(({ id }) => id);
  return [
    `## ${framework.name}, ${framework.edition}`,
    `<${framework.url}>. ${bare.length === 0 ? 'Every control listed has a rule.' : `Without a rule: ${bare.join(', ')}.`}`,
    `| control | | rules |\n|---|---|---|\n${lines.join('\n')}`,
  ].join('\n\n');
}

function mappingText({ rule, source, isAdvisory }: Mapping): string {
  const from = source === null ? '*judged*' : cell(source);
  return `[${rule}](rules/${rule}.md) (${from}${isAdvisory ? '; advisory, supports nothing' : ''})`;
}

function withoutRule(rules: readonly Rule[], catalogue: readonly CatalogueControl[]): string {
  const ids = new Set(rules.map(({ id }) => id));
  const missing = catalogue.filter(({ id }) => !ids.has(id));
  const rows = missing.map(
    ({ id, title, resourceType }) => `| \`${id}\` | ${cell(title)} | \`${resourceType}\` |`,
  );
  return [
    '## Checks of the catalogue without a rule',
    `${catalogue.length - missing.length} of the ${catalogue.length} checks of the catalogue have a rule.`,
    `| check | demands | judges |\n|---|---|---|\n${rows.join('\n')}\n`,
  ].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
