import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-not-detect-only.ts';
import { testRule } from '../../support/judge-rule.ts';

const MARKED = [{ Key: 'stage', Value: 'production' }];

const guardrail = (properties: object, { tags = MARKED, marks = ['stage=production'] } = {}) => ({
  properties: { Tags: tags, ...properties } as never,
  parameters: { productionTags: marks },
});
const content = (rest: object) =>
  guardrail({
    ContentPolicyConfig: {
      FiltersConfig: [{ Type: 'HATE', InputStrength: 'HIGH', OutputStrength: 'HIGH', ...rest }],
    },
  });
const entity = (rest: object) =>
  guardrail({ SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'EMAIL', ...rest }] } });

const found = (path: string, expected = 'BLOCK') => ({ observations: [{ path, expected, actual: 'NONE' }] });
const NONE_IN = { InputAction: 'NONE', OutputAction: 'BLOCK' };
const NONE_OUT = { InputAction: 'BLOCK', OutputAction: 'NONE' };
const ACTS = 'BLOCK or ANONYMIZE';

testRule(rule, {
  COMPLIANT: {
    'by default filters block': content({}),
    'spelt out': content({ InputAction: 'BLOCK', OutputAction: 'BLOCK', InputEnabled: true }),
    'marked by a key': guardrail({}, { marks: ['stage'] }),
    'off for prompts, where it would only detect': content({ InputAction: 'NONE', InputEnabled: false }),
    'off for answers, where it would only detect': content({ OutputAction: 'NONE', OutputEnabled: 'false' }),
    'of no strength for prompts': content({ InputAction: 'NONE', InputStrength: 'NONE' }),
    'of no strength for answers': content({ OutputAction: 'NONE', OutputStrength: 'NONE' }),
    'an entity is masked': entity({ Action: 'ANONYMIZE' }),
    'the newer members win over Action': entity({
      Action: 'NONE',
      InputAction: 'BLOCK',
      OutputAction: 'ANONYMIZE',
    }),
    'an entity is off on the side that Action is for': entity({
      Action: 'NONE',
      InputAction: 'BLOCK',
      OutputEnabled: false,
    }),
    'an entity is off on the other side': entity({
      Action: 'NONE',
      InputEnabled: false,
      OutputAction: 'BLOCK',
    }),
    'grounding is off': guardrail({
      ContextualGroundingPolicyConfig: {
        FiltersConfig: [{ Type: 'GROUNDING', Threshold: 0.7, Action: 'NONE', Enabled: false }],
      },
    }),
  },
  NON_COMPLIANT: {
    'a content filter, in prompts': {
      ...content(NONE_IN),
      ...found('ContentPolicyConfig.FiltersConfig[0].InputAction'),
    },
    'a content filter, in answers': {
      ...content(NONE_OUT),
      ...found('ContentPolicyConfig.FiltersConfig[0].OutputAction'),
    },
    'the second topic': {
      ...guardrail({
        TopicPolicyConfig: { TopicsConfig: [{ Name: 'law' }, { Name: 'health', ...NONE_IN }] },
      }),
      ...found('TopicPolicyConfig.TopicsConfig[1].InputAction'),
    },
    'a word': {
      ...guardrail({ WordPolicyConfig: { WordsConfig: [{ Text: 'rival', ...NONE_OUT }] } }),
      ...found('WordPolicyConfig.WordsConfig[0].OutputAction'),
    },
    'a managed list': {
      ...guardrail({ WordPolicyConfig: { ManagedWordListsConfig: [{ Type: 'PROFANITY', ...NONE_IN }] } }),
      ...found('WordPolicyConfig.ManagedWordListsConfig[0].InputAction'),
    },
    grounding: {
      ...guardrail({
        ContextualGroundingPolicyConfig: {
          FiltersConfig: [{ Type: 'GROUNDING', Threshold: 0.7, Action: 'NONE' }],
        },
      }),
      ...found('ContextualGroundingPolicyConfig.FiltersConfig[0].Action'),
    },
    'an entity, both ways': {
      ...entity({ Action: 'NONE' }),
      ...found('SensitiveInformationPolicyConfig.PiiEntitiesConfig[0].Action', ACTS),
    },
    'an entity, in answers, by its Action': {
      ...entity({ Action: 'NONE', InputAction: 'BLOCK' }),
      ...found('SensitiveInformationPolicyConfig.PiiEntitiesConfig[0].Action', ACTS),
    },
    'an entity, in prompts, by its Action': {
      ...entity({ Action: 'NONE', OutputAction: 'BLOCK' }),
      ...found('SensitiveInformationPolicyConfig.PiiEntitiesConfig[0].Action', ACTS),
    },
    'a pattern': {
      ...guardrail({
        SensitiveInformationPolicyConfig: {
          RegexesConfig: [{ Name: 'badge', Pattern: 'B-[0-9]+', Action: 'BLOCK', ...NONE_OUT }],
        },
      }),
      ...found('SensitiveInformationPolicyConfig.RegexesConfig[0].OutputAction', ACTS),
    },
    'one is certain, another policy unknown': guardrail({
      ContentPolicyConfig: unknown('an import'),
      WordPolicyConfig: { WordsConfig: [{ Text: 'rival', ...NONE_OUT }] },
    }),
  },
  NOT_APPLICABLE: {
    'by default': { properties: { Tags: MARKED }, because: 'no tags are set that mark production' },
    'no tags are set': { ...guardrail({}, { marks: [] }), because: 'no tags are set that mark production' },
    'it is not tagged so': {
      ...guardrail({}, { tags: [{ Key: 'stage', Value: 'test' }] }),
      because: 'it is not tagged as production',
    },
  },
  INSUFFICIENT_DATA: {
    'the tags are unknown': {
      properties: { Tags: unknown('access denied') },
      parameters: { productionTags: ['stage=production'] },
    },
    'an action is unknown': content({ InputAction: unknown('no default') }),
    'whether it is on is unknown': content({ InputAction: 'NONE', InputEnabled: unknown('no default') }),
  },
});
