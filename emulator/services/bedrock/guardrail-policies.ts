import type { CreateGuardrailRequest, GetGuardrailResponse } from '@aws-sdk/client-bedrock';

type Asked = Partial<CreateGuardrailRequest>;
type Shown = Pick<
  GetGuardrailResponse,
  | 'topicPolicy'
  | 'contentPolicy'
  | 'wordPolicy'
  | 'sensitiveInformationPolicy'
  | 'contextualGroundingPolicy'
  | 'automatedReasoningPolicy'
>;

// What callers write as `topicPolicyConfig.topicsConfig` is read as `topicPolicy.topics`, and so on.
export function shownPolicies(asked: Asked): Shown {
  const { sensitiveInformationPolicyConfig: sensitive, wordPolicyConfig: word } = asked;
  return {
    topicPolicy: topics(asked.topicPolicyConfig),
    contentPolicy: content(asked.contentPolicyConfig),
    wordPolicy: word && { words: word.wordsConfig, managedWordLists: word.managedWordListsConfig },
    sensitiveInformationPolicy: sensitive && {
      piiEntities: sensitive.piiEntitiesConfig,
      regexes: sensitive.regexesConfig,
    },
    contextualGroundingPolicy: asked.contextualGroundingPolicyConfig && {
      filters: asked.contextualGroundingPolicyConfig.filtersConfig,
    },
    automatedReasoningPolicy: asked.automatedReasoningPolicyConfig,
  };
}

function topics(config: Asked['topicPolicyConfig']): Shown['topicPolicy'] {
  return (
    config && { topics: config.topicsConfig, tier: { tierName: config.tierConfig?.tierName ?? 'CLASSIC' } }
  );
}

function content(config: Asked['contentPolicyConfig']): Shown['contentPolicy'] {
  return (
    config && { filters: config.filtersConfig, tier: { tierName: config.tierConfig?.tierName ?? 'CLASSIC' } }
  );
}
