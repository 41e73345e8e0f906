import type {
  GuardrailContentFilter,
  GuardrailContextualGroundingFilter,
  GuardrailModality,
} from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Asked, type Change, change } from '../remediation.ts';
import type { Shown } from './_guardrail.ts';

/** What a guardrail is to have instead. */
export interface Correction {
  readonly changed: Shown;
  readonly paths: readonly string[];
  readonly changes: readonly Change[];
}

/** The rules on filters expect `<type> with …` of each that is missing or weak. */
const typesIn = (observations: Asked['observations']): readonly string[] =>
  observations.map(({ expected }) => String(expected).split(' ')[0] ?? '');

/** Content filters that the rule found wanting become as strong as can be; all others stay. */
export function strengthened({ contentPolicy }: Shown, observations: Asked['observations']): Correction {
  const before = contentPolicy?.filters ?? [];
  const filters = corrected(before, typesIn(observations), (type, filter) => ({
    ...filter,
    type,
    inputStrength: 'HIGH',
    // Attacks stand in what comes in; for them the API takes nothing else.
    outputStrength: type === 'PROMPT_ATTACK' ? 'NONE' : 'HIGH',
    inputAction: 'BLOCK',
    inputEnabled: true,
    // One that names nothing looks at text.
    ...(filter?.inputModalities && { inputModalities: looking('TEXT', filter.inputModalities) }),
    ...(type !== 'PROMPT_ATTACK' && {
      outputAction: 'BLOCK',
      outputEnabled: true,
      ...(filter?.outputModalities && { outputModalities: looking('TEXT', filter.outputModalities) }),
    }),
  })) as GuardrailContentFilter[];
  // What Bedrock takes for a policy of which nothing is said.
  const tier = contentPolicy?.tier ?? { tierName: 'CLASSIC' as const };
  return {
    paths: ['contentPolicy.filters'],
    changed: { contentPolicy: { ...contentPolicy, filters, tier } },
    changes: [
      change('ContentPolicyConfig.FiltersConfig', json(contentPolicy?.filters), json(filters)),
      change(
        'ContentPolicyConfig.ContentFiltersTierConfig.TierName',
        contentPolicy?.tier?.tierName,
        tier.tierName,
      ),
    ],
  };
}

/** The rule says which confidence it asks for. */
export function grounded(
  { contextualGroundingPolicy }: Shown,
  observations: Asked['observations'],
): Correction {
  const [, least = '0.7'] = /at least ([\d.]+)/.exec(String(observations[0]?.expected)) ?? [];
  const before = contextualGroundingPolicy?.filters ?? [];
  const filters = corrected(before, typesIn(observations), (type, filter) => ({
    ...filter,
    type,
    threshold: Math.max(Number(Reflect.get(Object(filter), 'threshold') ?? 0), Number(least)),
    action: 'BLOCK',
    enabled: true,
  })) as GuardrailContextualGroundingFilter[];
  return {
    paths: ['contextualGroundingPolicy.filters'],
    changed: { contextualGroundingPolicy: { ...contextualGroundingPolicy, filters } },
    changes: [
      change(
        'ContextualGroundingPolicyConfig.FiltersConfig',
        json(contextualGroundingPolicy?.filters),
        json(filters),
      ),
    ],
  };
}

/** One filter that acts is enough; e-mail addresses are the least that personal data is. Those that only detect stay. */
export function masked({ sensitiveInformationPolicy }: Shown): Correction {
  const before = sensitiveInformationPolicy?.piiEntities ?? [];
  const piiEntities = [
    ...before.filter(({ type }) => type !== 'EMAIL'),
    {
      ...{ type: 'EMAIL', action: 'ANONYMIZE' },
      ...{ inputAction: 'ANONYMIZE', inputEnabled: true, outputAction: 'ANONYMIZE', outputEnabled: true },
    } as const,
  ];
  const shown = { sensitiveInformationPolicy: { ...sensitiveInformationPolicy, piiEntities } };
  return {
    paths: ['sensitiveInformationPolicy.piiEntities'],
    changed: shown as Shown,
    changes: [
      change(
        'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
        json(sensitiveInformationPolicy?.piiEntities),
        json(piiEntities),
      ),
    ],
  };
}

/** Every entity whose type the rule found wanting is blocked, whichever way it goes. */
export function blocked(
  { sensitiveInformationPolicy }: Shown,
  observations: Asked['observations'],
): Correction {
  const before = sensitiveInformationPolicy?.piiEntities ?? [];
  const piiEntities = corrected(before, typesIn(observations), (type, entity) => ({
    ...entity,
    type,
    ...{ action: 'BLOCK', inputAction: 'BLOCK', outputAction: 'BLOCK' },
    ...{ inputEnabled: true, outputEnabled: true },
  }));
  return {
    paths: ['sensitiveInformationPolicy.piiEntities'],
    changed: { sensitiveInformationPolicy: { ...sensitiveInformationPolicy, piiEntities } } as Shown,
    changes: [
      change(
        'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
        json(sensitiveInformationPolicy?.piiEntities),
        json(piiEntities),
      ),
    ],
  };
}

/** AWS keeps one list of words; which others you never say, nobody else knows. Those of your own stay. */
export function worded({ wordPolicy }: Shown): Correction {
  const managedWordLists = corrected(wordPolicy?.managedWordLists ?? [], ['PROFANITY'], (type) => ({
    type,
    ...{ inputAction: 'BLOCK', outputAction: 'BLOCK', inputEnabled: true, outputEnabled: true },
  }));
  return {
    paths: ['wordPolicy.managedWordLists'],
    changed: { wordPolicy: { ...wordPolicy, managedWordLists } } as Shown,
    changes: [
      change(
        'WordPolicyConfig.ManagedWordListsConfig',
        json(wordPolicy?.managedWordLists),
        json(managedWordLists),
      ),
    ],
  };
}

/** All filters but the one against attacks look at images, too, and go on looking at what they looked at. */
export function seeing({ contentPolicy }: Shown): Correction {
  const filters = contentPolicy?.filters?.map((filter) =>
    filter.type === 'PROMPT_ATTACK'
      ? filter
      : {
          ...filter,
          inputModalities: looking('IMAGE', filter.inputModalities),
          outputModalities: looking('IMAGE', filter.outputModalities),
        },
  );
  return {
    paths: ['contentPolicy.filters'],
    changed: { contentPolicy: { ...contentPolicy, filters } },
    changes: [change('ContentPolicyConfig.FiltersConfig', json(contentPolicy?.filters), json(filters))],
  };
}

/** What a filter looks at, and this. One that names nothing looks at text. */
const looking = (
  at: GuardrailModality,
  modalities: readonly GuardrailModality[] = ['TEXT'],
): GuardrailModality[] => (modalities.includes(at) ? [...modalities] : [...modalities, at]);

/** Those of the wanted types are made right where they stand, or put at the end. */
function corrected<F extends { readonly type?: string | undefined }>(
  filters: readonly F[],
  types: readonly string[],
  right: (type: string, filter: F | undefined) => object,
): readonly object[] {
  const missing = types.filter((wanted) => filters.every(({ type }) => type !== wanted));
  return [
    ...filters.map((filter) =>
      types.includes(filter.type ?? '') ? right(filter.type ?? '', filter) : filter,
    ),
    ...missing.map((type) => right(type, undefined)),
  ];
}

const json = (value: readonly object[] | undefined): Json | undefined =>
  value as readonly JsonObject[] | undefined;
