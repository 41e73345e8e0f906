import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-image-modality.ts';
import { testRule } from '../../support/judge-rule.ts';

const MARKED = [{ Key: 'modality', Value: 'multimodal' }];
const BOTH = ['TEXT', 'IMAGE'];

const guardrail = (FiltersConfig: unknown, { tags = MARKED, marks = ['modality=multimodal'] } = {}) => ({
  properties: { Tags: tags, ContentPolicyConfig: { FiltersConfig } } as never,
  parameters: { multimodalTags: marks },
});
const hate = (rest: object) => ({
  Type: 'HATE',
  InputModalities: BOTH,
  OutputModalities: BOTH,
  ...rest,
});

testRule(rule, {
  COMPLIANT: {
    'text and images': guardrail([hate({})]),
    'images only': guardrail([hate({ InputModalities: ['IMAGE'] })]),
    'marked by a key': guardrail([hate({})], { marks: ['modality'] }),
    'attacks in text only': guardrail([hate({}), { Type: 'PROMPT_ATTACK', InputModalities: ['TEXT'] }]),
  },
  NON_COMPLIANT: {
    'prompts in text only, of the second filter': {
      ...guardrail([hate({}), hate({ Type: 'SEXUAL', InputModalities: ['TEXT'] })]),
      observations: [
        {
          path: 'ContentPolicyConfig.FiltersConfig[1].InputModalities',
          expected: 'IMAGE beside TEXT',
          actual: ['TEXT'],
        },
      ],
    },
    'answers in text only': {
      ...guardrail([hate({ OutputModalities: ['TEXT'] })]),
      observations: [{ path: 'ContentPolicyConfig.FiltersConfig[0].OutputModalities' }],
    },
    'nothing is said, which means text': {
      ...guardrail([{ Type: 'HATE' }]),
      observations: [{ actual: null }, { actual: null }],
    },
    'one is certain, another unknown': guardrail([hate({ InputModalities: ['TEXT'] }), unknown('an import')]),
  },
  NOT_APPLICABLE: {
    'by default': {
      properties: { Tags: MARKED },
      because: 'no tags are set that mark multimodal guardrails',
    },
    'no tags are set': {
      ...guardrail([hate({ InputModalities: ['TEXT'] })], { marks: [] }),
      because: 'no tags are set that mark multimodal guardrails',
    },
    'it is not tagged so': {
      ...guardrail([hate({ InputModalities: ['TEXT'] })], { tags: [] }),
      because: 'it is not tagged as multimodal',
    },
    'no content filters': { ...guardrail([]), because: 'it has no content filters' },
    'no content policy': {
      properties: { Tags: MARKED },
      parameters: { multimodalTags: ['modality=multimodal'] },
      because: 'it has no content filters',
    },
  },
  INSUFFICIENT_DATA: {
    'the tags are unknown': {
      properties: { Tags: unknown('access denied') },
      parameters: { multimodalTags: ['modality=multimodal'] },
    },
    'the filters are unknown': guardrail(unknown('an import')),
    'a modality is unknown': guardrail([hate({ InputModalities: ['TEXT', unknown('no default')] })]),
  },
});
