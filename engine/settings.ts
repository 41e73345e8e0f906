import type { Json, Resource } from '../resources/resource.ts';
import { DEFAULT_MAX_ATTESTATION_DAYS } from './attestation.ts';
import type { RuleParameters } from './judge.ts';
import type { RemediationSettings } from './remediation/mode.ts';
import type { Profile, Rule, Severity } from './rule.ts';
import { DEFAULT_MAX_WAIVER_DAYS, globToRegExp } from './waiver.ts';

/** `all`: the three that nest, and the advisory ones. */
export type ProfileChoice = Exclude<Profile, 'advisory'> | 'all';

export interface RuleSettings {
  /** False takes the rule out; `reason` must say why. */
  readonly enabled?: boolean | undefined;
  readonly reason?: string | undefined;
  /** True: judged and recorded, and nothing follows from it. */
  readonly shadow?: boolean | undefined;
  readonly parameters?: Readonly<Record<string, Json | undefined>> | undefined;
}

/** What the user's `assay.config.json` says. */
export interface Settings {
  readonly profile?: ProfileChoice | undefined;
  readonly rules?: Readonly<Record<string, RuleSettings | undefined>> | undefined;
  /** ARNs, names or logical ids of supporting resources that serve AI though nothing shows it; `*` and `?`. */
  readonly servesAi?: readonly string[] | undefined;
  readonly waivers?: { readonly maxDays?: number | undefined } | undefined;
  readonly attestations?: { readonly maxDays?: number | undefined } | undefined;
  readonly remediation?: RemediationSettings | undefined;
  /** Days within which a failure is to be fixed, by severity. */
  readonly serviceLevels?: { readonly [S in Severity]?: number | undefined } | undefined;
}

/** Days; for what the settings leave out. */
export const DEFAULT_SERVICE_LEVELS: Readonly<Record<Severity, number>> = {
  CRITICAL: 7,
  HIGH: 30,
  MEDIUM: 90,
  LOW: 180,
};

export const defaultSettings: Settings = {};

const NESTED: readonly Profile[] = ['baseline', 'sensitive', 'regulated'];

/** The rules that this profile and these settings choose, those in shadow marked; deprecated ones only if no other was meant. */
export function chosenRules(
  rules: readonly Rule[],
  settings: Settings,
  profile?: ProfileChoice,
): readonly Rule[] {
  const choice = profile ?? settings.profile ?? 'baseline';
  const profiles: readonly Profile[] =
    choice === 'all' ? [...NESTED, 'advisory'] : NESTED.slice(0, NESTED.indexOf(choice) + 1);
  return rules
    .filter(
      (rule) =>
        profiles.includes(rule.profile) && !rule.deprecated && settings.rules?.[rule.id]?.enabled !== false,
    )
    .map((rule) => inShadow(rule, settings));
}

/** The rule as the settings have it: marked where they put it in shadow. */
const inShadow = (rule: Rule, settings: Settings): Rule =>
  settings.rules?.[rule.id]?.shadow === true ? { ...rule, shadow: true } : rule;

/** Rule id → its parameters as set. */
export function ruleParameters(settings: Settings): RuleParameters {
  return Object.fromEntries(
    Object.entries(settings.rules ?? {}).map(([id, rule]) => [id, rule?.parameters ?? {}]),
  );
}

export const maxWaiverDays = (settings: Settings): number =>
  settings.waivers?.maxDays ?? DEFAULT_MAX_WAIVER_DAYS;

export const maxAttestationDays = (settings: Settings): number =>
  settings.attestations?.maxDays ?? DEFAULT_MAX_ATTESTATION_DAYS;

/** The settings' own word that a resource serves AI. */
export function servesAi(settings: Settings): (resource: Resource) => boolean {
  const patterns = settings.servesAi?.map(globToRegExp) ?? [];
  return (resource) =>
    patterns.some(
      (pattern) => pattern.test(resource.id) || (resource.arn !== undefined && pattern.test(resource.arn)),
    );
}
