import { definitions } from '../resources/index.ts';
import { recordedByConfig } from '../resources/recorded-by-config.ts';
import type { Rule } from './rule.ts';

/** How many rules AWS Config gets: one for each rule, one for each judged type, or none. */
export type ConfigRuleMode = 'perRule' | 'perType' | 'off';

/** What a Config rule stands for, as its input parameters say it. */
export type ConfigRuleSubject = { readonly ruleId: string } | { readonly type: string };

/** One custom rule of AWS Config; the same function answers all of them. */
export interface ConfigRuleDefinition {
  /** At most 128 of letters, digits, `-` and `_`. */
  readonly name: string;
  /** At most 256 characters. */
  readonly description: string;
  readonly inputParameters: ConfigRuleSubject;
  /** Types that it judges. */
  readonly types: readonly string[];
  /** Types whose changes invoke it; empty if it is not change-triggered. */
  readonly scopeTypes: readonly string[];
  /** AWS Config records all its types and invokes it by itself; every other rule has to be woken. */
  readonly changeTriggered: boolean;
  /**
   * Hourly where it is not woken: a run reports only what has changed, such as a verdict that a role's policy decided.
   * Daily where it is.
   */
  readonly periodic: 'One_Hour' | 'TwentyFour_Hours';
}

export interface ConfigRuleOptions {
  readonly mode: ConfigRuleMode;
  /** `assay-`; by it everybody tells our rules from others. */
  readonly prefix: string;
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
const MAX_DESCRIPTION = 256;

const aiTypes = definitions.filter(({ role }) => role === 'ai').map(({ type }) => type);

/** Types that a rule judges. */
export const typesOf = ({ resourceType }: Rule): readonly string[] =>
  resourceType === '*' ? aiTypes : [resourceType];

/** Rules that judge a type. */
export const rulesOfType = (rules: readonly Rule[], type: string): readonly Rule[] =>
  rules.filter((rule) => typesOf(rule).includes(type));

/** The Config rules of the rules that are in force; what is in shadow AWS Config is not told. */
export function configRules(
  chosen: readonly Rule[],
  { mode, prefix }: ConfigRuleOptions,
): readonly ConfigRuleDefinition[] {
  if (mode === 'off') return [];
  const rules = chosen.filter(({ shadow }) => !shadow);
  if (mode === 'perRule') {
    return rules.map((rule) =>
      definition(
        `${prefix}${rule.id}`,
        { ruleId: rule.id },
        { words: () => rule.title, types: typesOf(rule) },
      ),
    );
  }
  const types = [...new Set(rules.flatMap(typesOf))].toSorted();
  return types.map((type) => {
    const judging = rulesOfType(rules, type).map(({ id }) => id);
    const words = () => `${type}: the worst verdict of ${judging.length} rules (${judging.join(', ')})`;
    return definition(`${prefix}type-${kebab(type)}`, { type }, { words, types: [type] });
  });
}

/** Which Config rules have to be woken when a rule's verdict on a resource of a type has changed. */
export function wokenRules(
  rules: readonly Rule[],
  options: ConfigRuleOptions,
): (verdict: { readonly rule: string; readonly type: string }) => readonly string[] {
  const woken = configRules(rules, options).filter(({ changeTriggered }) => !changeTriggered);
  return ({ rule, type }) =>
    woken
      .filter(({ inputParameters: subject }) =>
        'ruleId' in subject ? subject.ruleId === rule : subject.type === type,
      )
      .map(({ name }) => name);
}

function definition(
  name: string,
  inputParameters: ConfigRuleSubject,
  { words, types }: { readonly words: () => string; readonly types: readonly string[] },
): ConfigRuleDefinition {
  const changeTriggered = types.every((type) => recordedByConfig(type) !== undefined);
  return {
    name,
    // Who only wakes rules asks for no words of theirs.
    get description() {
      const text = words();
      return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text;
    },
    inputParameters,
    types,
    scopeTypes: changeTriggered ? types : [],
    changeTriggered,
    periodic: changeTriggered ? 'One_Hour' : 'TwentyFour_Hours',
  };
}

/** `AWS::BedrockAgentCore::Runtime` → `bedrock-agent-core-runtime` */
const kebab = (type: string): string =>
  type
    .split('::')
    .slice(1)
    .flatMap((part) => part.split(/(?<=[a-z0-9])(?=[A-Z])/))
    .join('-')
    .toLowerCase();
