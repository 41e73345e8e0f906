import type { MemoryStrategy, StrategyConfiguration } from '@aws-sdk/client-bedrock-agentcore-control';
import { type UnknownValue, unknown } from '../../../../resources/resource.ts';

/** The API tells the kind of a strategy by its `type`, CloudFormation by the member that it is under. */
const KINDS: Readonly<Record<string, string>> = {
  CUSTOM: 'CustomMemoryStrategy',
  EPISODIC: 'EpisodicMemoryStrategy',
  SEMANTIC: 'SemanticMemoryStrategy',
  SUMMARIZATION: 'SummaryMemoryStrategy',
  USER_PREFERENCE: 'UserPreferenceMemoryStrategy',
};

const OVERRIDES: Readonly<Record<string, string>> = {
  EPISODIC_OVERRIDE: 'EpisodicOverride',
  SEMANTIC_OVERRIDE: 'SemanticOverride',
  SUMMARY_OVERRIDE: 'SummaryOverride',
  USER_PREFERENCE_OVERRIDE: 'UserPreferenceOverride',
};

/** One strategy as CloudFormation nests it; a kind that nobody here knows is unknown. */
export function memoryStrategy(strategy: MemoryStrategy): object {
  const { configuration, ...rest } = strategy;
  const kind = KINDS[strategy.type ?? ''];
  if (kind === undefined) return unknown(`a memory strategy of the kind ${strategy.type}`);
  if (kind === KINDS['CUSTOM']) return { [kind]: { ...rest, configuration: custom(configuration) } };
  const reflectionConfiguration = configuration?.reflection?.episodicReflectionConfiguration;
  return { [kind]: { ...rest, reflectionConfiguration } };
}

function custom(configuration: StrategyConfiguration | undefined): object | UnknownValue | undefined {
  if (configuration === undefined) return undefined;
  const { type, selfManagedConfiguration } = configuration;
  if (selfManagedConfiguration !== undefined) return { selfManagedConfiguration };
  const override = OVERRIDES[type ?? ''];
  if (override === undefined) return unknown(`a memory strategy configured by ${type}`);
  return {
    [override]: {
      consolidation: onlyMember(configuration.consolidation?.customConsolidationConfiguration),
      extraction: onlyMember(configuration.extraction?.customExtractionConfiguration),
      reflection: onlyMember(configuration.reflection?.customReflectionConfiguration),
    },
  };
}

/** `{ semanticExtractionOverride: { … } }` → `{ … }` */
function onlyMember(union: object | undefined): unknown {
  if (union === undefined || '$unknown' in union) return union;
  return Object.values(union).find((member) => member !== undefined);
}
