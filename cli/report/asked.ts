import type { AssessmentParts, DraftFinding } from '../../engine/assessment/assemble.ts';
import { assessedRule } from '../../engine/assessment/assessed-rule.ts';
import { serviceLevels } from '../../engine/assessment/service-levels.ts';
import { standingAttestations } from '../../engine/attestation.ts';
import { coverageRule } from '../../engine/coverage-finding.ts';
import type { Rule } from '../../engine/rule.ts';
import { chosenRules, maxAttestationDays, type ProfileChoice, type Settings } from '../../engine/settings.ts';
import { waiverRule } from '../../engine/waiver-finding.ts';
import { type ControlId, controlOf, type Framework, frameworks } from '../../frameworks/index.ts';
import { packDigest, rules } from '../../rules/index.ts';
import { readAttestations } from '../attestations-file.ts';
import { UsageError } from '../exit-status.ts';
import { readUserFiles } from '../settings-files.ts';
import { version } from '../version.ts';
import type { AskedPeriod } from './period.ts';

/** What every kind of source needs to be told of, besides itself. */
export interface Asked extends AskedPeriod {
  readonly now: string;
  /** What the user's files or `--profile` say; undefined where neither says anything. */
  readonly choice: { readonly settings: Settings; readonly profile: ProfileChoice | undefined } | undefined;
  readonly isAsked: ((rule: string) => boolean) | undefined;
  /** Parts that are the same whatever the source. */
  readonly common: Pick<
    AssessmentParts,
    'generatedAt' | 'asOf' | 'tool' | 'knownRules' | 'frameworks' | 'attestations' | 'serviceLevels'
  >;
}

const ownRules: readonly Rule[] = [...rules, coverageRule, waiverRule];

const byName: ReadonlyMap<string, Rule> = new Map(
  ownRules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((name) => [name, rule] as const)),
);

/** The rule with this id, or with this old one; those about waivers and coverage too. */
export const ruleOf = (id: string): Rule | undefined => byName.get(id);

export interface AskedOptions {
  readonly period: AskedPeriod;
  readonly now: string;
  /** Keys of frameworks; empty: all. */
  readonly frameworks: readonly string[];
  /** Nothing but this control. */
  readonly control?: ControlId | undefined;
  readonly config: string | undefined;
  readonly profile: ProfileChoice | undefined;
}

/** @throws UsageError for a framework that there is none of, or a file of the user's that is malformed */
export async function askedOf(options: AskedOptions): Promise<Asked> {
  const { period, now, config, profile, control } = options;
  const chosen = control === undefined ? options.frameworks.map(frameworkOf) : [frameworkWith(control)];
  const { settings, settingsFile } = await readUserFiles({ beside: '.', config, rules, now });
  const { attestations } = await readAttestations({ beside: '.', config });
  const standing = standingAttestations(attestations, {
    now: period.asOf,
    maxDays: maxAttestationDays(settings),
  });
  const isSaid = settingsFile !== undefined || profile !== undefined;
  return {
    ...period,
    now,
    choice: isSaid ? { settings, profile } : undefined,
    isAsked: chosen.length === 0 ? undefined : supporting(chosen),
    common: {
      generatedAt: now,
      asOf: period.asOf,
      tool: { version, packDigest },
      knownRules: ownRules.map(assessedRule),
      frameworks: chosen.length === 0 ? Object.values<Framework>(frameworks) : chosen,
      attestations: standing,
      serviceLevels: serviceLevels(settings),
    },
  };
}

/** Ids of the rules that these settings choose and let count, as far as they are asked about. */
export const inForce = (
  { settings, profile }: { readonly settings: Settings; readonly profile: ProfileChoice | undefined },
  { isAsked = () => true }: Pick<Asked, 'isAsked'>,
): readonly string[] =>
  chosenRules(rules, settings, profile)
    .filter(({ shadow }) => !shadow)
    .map(({ id }) => id)
    .filter(isAsked);

/** Those and the ones that findings name, without what the findings show to be in shadow. */
export function rulesInForce(
  chosen: readonly string[],
  findings: readonly Pick<DraftFinding, 'rule' | 'shadow'>[],
): ReadonlySet<string> {
  const shadowed = new Set(findings.flatMap(({ rule, shadow }) => (shadow ? [rule] : [])));
  const counting = findings.flatMap(({ rule, shadow }) => (shadow ? [] : [rule]));
  return new Set([...chosen.filter((id) => !shadowed.has(id)), ...counting]);
}

function frameworkOf(key: string): Framework {
  const framework = Object.values<Framework>(frameworks).find((each) => each.key === key);
  if (framework === undefined) {
    const keys = Object.keys(frameworks).join(', ');
    throw new UsageError(`--framework is ${key}, expected one of ${keys}`);
  }
  return framework;
}

/** A framework that has this control alone. */
function frameworkWith(control: ControlId): Framework {
  const { framework, id, title } = controlOf(control);
  return { ...framework, controls: { [id]: title } };
}

/** Rules that support a control of one of them; one that is not known supports none. */
function supporting(chosen: readonly Framework[]): (rule: string) => boolean {
  const names = new Set(
    chosen.flatMap(({ key, controls }) => Object.keys(controls).map((id) => `${key}:${id}`)),
  );
  return (id) => {
    const { controls } = ruleOf(id) ?? {};
    if (controls === undefined) return false;
    return [...Object.keys(controls.published), ...controls.judged].some((name) => names.has(name));
  };
}
