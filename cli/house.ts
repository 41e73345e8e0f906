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

/** The judge with the rules that profile and settings choose. */
export function judgeFor(settings: Settings, profile: ProfileChoice | undefined, only?: Rule): Judge {
  return createJudge({
    rules: only ? [only] : chosenRules(rules, settings, profile),
    shapeOf,
    definitionOf,
    isAiType: (type) => byType.get(type)?.role === 'ai',
    parameters: ruleParameters(settings),
  });
}

export const PROFILES = ['baseline', 'sensitive', 'regulated', 'all'] as const;
export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** The rule with this id, or with this old one. */
export const ruleById = (id: string): Rule | undefined =>
  rules.find((rule) => rule.id === id || rule.aliases?.includes(id));
