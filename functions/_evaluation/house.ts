import { digestOf } from '../../engine/canonical.ts';
import { rulesDigest } from '../../engine/input-digest.ts';
import { createJudge, type Judge } from '../../engine/judge.ts';
import type { Rule } from '../../engine/rule.ts';
import {
  chosenRules,
  maxWaiverDays,
  ruleParameters,
  type Settings,
  servesAi,
} from '../../engine/settings.ts';
import { type Waiver, type Waivers, waiversOf } from '../../engine/waiver.ts';
import type { ResourceDefinition } from '../../resources/definition.ts';
import { definitions } from '../../resources/index.ts';
import type { Json, Resource } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';
import { packDigest, rules } from '../../rules/index.ts';

const byType: ReadonlyMap<string, ResourceDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

export const definitionOf = (type: string): ResourceDefinition | undefined => byType.get(type);

/** What every evaluation of a deployment has in common. */
export interface House {
  readonly judge: Judge;
  readonly rules: readonly Rule[];
  readonly rulesDigest: string;
  readonly settingsDigest: string;
  readonly packDigest: string;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  readonly servesAi: (resource: Resource) => boolean;
  /** The waivers in force at an instant, ISO 8601. */
  waiversAt(now: string): Waivers;
}

/** The judge with the rules that the settings choose. */
export function houseOf(settings: Settings, waivers: readonly Waiver[]): House {
  const chosen = chosenRules(rules, settings);
  const parameters = ruleParameters(settings);
  // With the first judgement, and not before: who hashes loads Node's crypto.
  const digests = once(() => ({
    rules: rulesDigest({ rules: chosen, parameters }),
    settings: digestOf(settings as Json),
  }));
  return {
    rules: chosen,
    judge: createJudge({
      rules: chosen,
      shapeOf,
      definitionOf,
      isAiType: (type) => definitionOf(type)?.role === 'ai',
      parameters,
    }),
    get rulesDigest() {
      return digests().rules;
    },
    get settingsDigest() {
      return digests().settings;
    },
    packDigest,
    definitionOf,
    servesAi: servesAi(settings),
    waiversAt: (now) => waiversOf(waivers, { now, maxDays: maxWaiverDays(settings) }),
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
