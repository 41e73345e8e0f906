import type { Profile } from '../engine/rule.ts';
import type { CatalogueControl } from './catalogue.ts';

/** Where a rule stands: `rules/<service>/<name>.ts`. */
export interface RulePlace {
  readonly service: string;
  readonly name: string;
}

export const rulePath = ({ service, name }: RulePlace): string => `rules/${service}/${name}.ts`;
export const ruleTestPath = ({ service, name }: RulePlace): string => `test/rules/${service}/${name}.test.ts`;

/**
 * The text of a rule that is still to be written: all that the catalogue knows, and empty texts where a person must
 * write. It judges nothing COMPLIANT, so the constitution (test/rules/every-rule.test.ts) names each line that is left.
 */
export function ruleDraft(control: CatalogueControl): string {
  return [
    "import { defineRule, insufficientData } from '../../engine/rule.ts';",
    '',
    'export default defineRule({',
    `  id: ${quoted(control.id)},`,
    '  revision: 1,',
    `  title: ${quoted(control.title)},`,
    "  rationale: '',",
    `  severity: '${control.severity}',`,
    ...(control.peersSeverity ? [`  peersSeverity: '${control.peersSeverity}',`] : []),
    `  profile: '${profileOf(control)}',`,
    `  resourceType: ${quoted(control.resourceType)},`,
    '  controls: {',
    ...publishedLines(control),
    ...judgedLines(control),
    '  },',
    "  guidance: '',",
    "  references: [''],",
    '  examples: {',
    "    compliant: [{ name: '', properties: {} }],",
    "    nonCompliant: [{ name: '', properties: {} }],",
    '  },',
    '',
    ...commentLines(control.condition),
    '  evaluate() {',
    "    return insufficientData('the condition is not written yet');",
    '  },',
    '});',
    '',
  ].join('\n');
}

/** The rule's own test: a table of cases by verdict, each of which fails until it is written. */
export function ruleTestDraft({ service, name }: RulePlace): string {
  return [
    `import rule from '../../../rules/${service}/${name}.ts';`,
    "import { testRule } from '../../support/judge-rule.ts';",
    '',
    'testRule(rule, {',
    "  COMPLIANT: { '': { properties: {} } },",
    "  NON_COMPLIANT: { '': { properties: {} } },",
    "  NOT_APPLICABLE: { '': { properties: {} } },",
    '});',
    '',
  ].join('\n');
}

/** The rule of thumb for `baseline`; whether it holds here is for the writer to say. */
export function profileOf({ severity, peers }: CatalogueControl): Profile {
  const isHigh = severity === 'HIGH' || severity === 'CRITICAL';
  return isHigh && peers.length >= 2 ? 'baseline' : 'sensitive';
}

/** The ids that share most words with this one, best first. */
export function nearIds(id: string, ids: readonly string[]): readonly string[] {
  const words = new Set(id.split('-'));
  const likeness = (other: string): number => {
    const others = other.split('-');
    const shared = others.filter((word) => words.has(word)).length;
    return shared / (words.size + others.length - shared);
  };
  return ids
    .filter((other) => likeness(other) > 0.25)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, 5);
}

function publishedLines({ published }: CatalogueControl): string[] {
  const entries = Object.entries(published);
  if (entries.length === 0) return ['    published: {},'];
  const lines = entries.map(([id, source]) => `      ${quoted(id)}: ${quoted(source)},`);
  return ['    published: {', ...lines, '    },'];
}

function judgedLines({ judged }: CatalogueControl): string[] {
  if (judged.length === 0) return ['    judged: [],'];
  return ['    judged: [', ...judged.map((id) => `      ${quoted(id)},`), '    ],'];
}

const COMMENT_WIDTH = 100;

function commentLines(condition: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of `The catalogue: ${condition}`.split(/\s+/)) {
    if (line.length + word.length >= COMMENT_WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((text) => `  // ${text}`);
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
