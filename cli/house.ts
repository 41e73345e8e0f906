import { createJudge, type Judge } from '../engine/judge.ts';
import type { Rule } from '../engine/rule.ts';
import { chosenRules, type ProfileChoice, ruleParameters, type Settings } from '../engine/settings.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import { definitions } from '../resources/index.ts';
import { shapeOf } from '../resources/shapes.ts';
import { rules } from '../rules/index.ts';

const byType: ReadonlyMap<string, ResourceDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

export const definitionOf = (type: string): ResourceDefinition | undefined => byType.get(type);

interface JudgeChoice {
  /** This rule, whatever the profile. */
  readonly only?: Rule;
  /** Knows types beyond those that have a definition; rules about every AI resource judge these too. */
  readonly isOtherAiType?: (type: string) => boolean;
}

/** The judge with the rules that profile and settings choose. */
export function judgeFor(
  settings: Settings,
  profile: ProfileChoice | undefined,
  { only, isOtherAiType = () => false }: JudgeChoice = {},
): Judge {
  return createJudge({
    rules: only ? [only] : chosenRules(rules, settings, profile),
    shapeOf,
    definitionOf,
    isAiType: (type) => (byType.get(type)?.role ?? (isOtherAiType(type) ? 'ai' : undefined)) === 'ai',
    parameters: ruleParameters(settings),
  });
}

export const PROFILES = ['baseline', 'sensitive', 'regulated', 'all'] as const;
export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** The rule with this id, or with this old one. */
export const ruleById = (id: string): Rule | undefined =>
  rules.find((rule) => rule.id === id || rule.aliases?.includes(id));
