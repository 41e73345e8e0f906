import type { GuardrailContentFilter, GuardrailContextualGroundingFilter } from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import { type Asked, type Change, change, defineRemediation, draft, refuse } from '../remediation.ts';
import { readGuardrail, replacing, type Shown } from './_guardrail.ts';

interface Correction {
  readonly changed: Shown;
  readonly path: string;
  readonly changes: readonly Change[];
}

type Correct = (before: Shown, observations: Asked['observations']) => Correction;

const CORRECTIONS: Partial<Record<RuleId, Correct>> = {
  'bedrock-guardrail-contextual-grounding': grounded,
  'bedrock-guardrail-harmful-content-filters': strengthened,
  'bedrock-guardrail-pii-filter': masked,
  'bedrock-guardrail-prompt-attack-high': strengthened,
};

export default defineRemediation({
  id: 'bedrock-guardrail-policies',
  title: 'Add to the guardrail the filters that it lacks, and make weak ones strong',
  resourceType: 'AWS::Bedrock::Guardrail',
  repairs: [
    'bedrock-guardrail-contextual-grounding',
    'bedrock-guardrail-harmful-content-filters',
    'bedrock-guardrail-pii-filter',
    'bedrock-guardrail-prompt-attack-high',
  ],
  risk: 'disruptive',
  breaks:
    'Applications that use the working draft get more refusals at once, and masked answers where e-mail addresses are ' +
    'anonymised; every filter costs and takes time on each call. Published versions stay as they are: publish a new one, ' +
    'and let the applications use it.',
  permissions: ['bedrock:GetGuardrail', 'bedrock:UpdateGuardrail'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateGuardrail.html'],

  read: ({ id }, ask) => readGuardrail(id, ask),

  plan({ resource: { id }, before, rule, observations }) {
    const corrected = CORRECTIONS[rule]?.(before as unknown as Shown, observations);
    if (!corrected) return refuse(`nothing here repairs ${rule}`);
    const status = before['status'];
    if (status !== 'READY') return refuse(`the guardrail is ${String(status)}; wait until it is READY`);
    return draft(corrected.changes, [replacing(id, before, corrected)]);
  },
});

/** The rules on filters expect `<type> with …` of each that is missing or weak. */
const typesIn = (observations: Asked['observations']): readonly string[] =>
  observations.map(({ expected }) => String(expected).split(' ')[0] ?? '');

/** Content filters that the rule found wanting become as strong as can be; all others stay. */
function strengthened({ contentPolicy }: Shown, observations: Asked['observations']): Correction {
  const before = contentPolicy?.filters ?? [];
  const filters = corrected(before, typesIn(observations), (type, filter) => ({
    ...filter,
    type,
    inputStrength: 'HIGH',
    // Attacks stand in what comes in; for them the API takes nothing else.
    outputStrength: type === 'PROMPT_ATTACK' ? 'NONE' : 'HIGH',
    inputAction: 'BLOCK',
    inputEnabled: true,
    ...(type !== 'PROMPT_ATTACK' && { outputAction: 'BLOCK', outputEnabled: true }),
  })) as GuardrailContentFilter[];
  // What Bedrock takes for a policy of which nothing is said.
  const tier = contentPolicy?.tier ?? { tierName: 'CLASSIC' as const };
  return {
    path: 'contentPolicy.filters',
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
function grounded({ contextualGroundingPolicy }: Shown, observations: Asked['observations']): Correction {
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
    path: 'contextualGroundingPolicy.filters',
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
function masked({ sensitiveInformationPolicy }: Shown): Correction {
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
    path: 'sensitiveInformationPolicy.piiEntities',
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
