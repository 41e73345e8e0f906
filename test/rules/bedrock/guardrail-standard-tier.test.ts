import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-standard-tier.ts';
import { testRule } from '../../support/judge-rule.ts';

const content = (TierName?: unknown) => ({
  ContentPolicyConfig: {
    FiltersConfig: [],
    ...(TierName !== undefined && { ContentFiltersTierConfig: { TierName } }),
  },
});
const topics = (TierName?: unknown) => ({
  TopicPolicyConfig: { TopicsConfig: [], ...(TierName !== undefined && { TopicsTierConfig: { TierName } }) },
});
const guardrail = (...policies: object[]) => ({ properties: Object.assign({}, ...policies) });

const CONTENT = 'ContentPolicyConfig.ContentFiltersTierConfig.TierName';
const TOPICS = 'TopicPolicyConfig.TopicsTierConfig.TierName';

testRule(rule, {
  COMPLIANT: {
    'content filters alone': guardrail(content('STANDARD')),
    'topics alone': guardrail(topics('STANDARD')),
    both: guardrail(content('STANDARD'), topics('STANDARD')),
  },
  NON_COMPLIANT: {
    'content filters of the other tier': {
      ...guardrail(content('CLASSIC'), topics('STANDARD')),
      observations: [{ path: CONTENT, expected: 'STANDARD', actual: 'CLASSIC' }],
    },
    'topics of no tier': {
      ...guardrail(content('STANDARD'), topics()),
      observations: [{ path: TOPICS, expected: 'STANDARD', actual: null }],
    },
    'both of no tier': {
      ...guardrail(content(), topics()),
      observations: [{ path: CONTENT }, { path: TOPICS }],
    },
    'one is certain, the other policy unknown': {
      properties: { ContentPolicyConfig: unknown('an import'), ...topics('CLASSIC') } as never,
    },
    'one is certain, the other unknown': guardrail(content('CLASSIC'), topics(unknown('no default'))),
  },
  NOT_APPLICABLE: {
    neither: { properties: {}, because: 'it has neither content filters nor topics' },
  },
  INSUFFICIENT_DATA: {
    'the tier is unknown': guardrail(content(unknown('no default'))),
    'the policy is unknown': { properties: { TopicPolicyConfig: unknown('an import') } },
  },
});
