import { all, defineRule, each, notApplicable } from '../../engine/rule.ts';
import { isMarked } from '../_families/tag-marks.ts';

const SIDES = ['InputModalities', 'OutputModalities'] as const;

const filters = (InputModalities: readonly string[], OutputModalities: readonly string[]) => ({
  properties: {
    Tags: [{ Key: 'modality', Value: 'multimodal' }],
    ContentPolicyConfig: {
      FiltersConfig: [
        { Type: 'HATE', InputStrength: 'HIGH', OutputStrength: 'HIGH', InputModalities, OutputModalities },
      ],
    },
  },
  parameters: { multimodalTags: ['modality=multimodal'] },
});

export default defineRule({
  id: 'bedrock-guardrail-image-modality',
  revision: 1,
  title: 'Guardrail used with multimodal models must filter images',
  rationale:
    'A filter that looks at text only lets pass in a picture what it would block in words, in what users send and in ' +
    'what the model draws.',
  severity: 'MEDIUM',
  profile: 'advisory',
  resourceType: 'AWS::Bedrock::Guardrail',
  parameters: {
    multimodalTags: {
      kind: 'strings',
      description:
        'Tags of guardrails in front of models that take or make images, as key or key=value. Empty: the rule does not ' +
        'apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.5.4',
      'iso42001_2023:A.5.5',
      'iso42001_2023:A.9.3',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MEASURE 2.11',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'owasp_llm_2025:LLM05:2025',
      'owasp_llm_2025:LLM09:2025',
      'soc2_tsc:PI1.3',
    ],
  },
  guidance:
    'Name TEXT and IMAGE in InputModalities and OutputModalities of each filter in ContentPolicyConfig.FiltersConfig, ' +
    'publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-mmfilter.html'],
  examples: {
    compliant: [{ name: 'text and images, both ways', ...filters(['TEXT', 'IMAGE'], ['TEXT', 'IMAGE']) }],
    nonCompliant: [
      { name: 'only text in prompts', ...filters(['TEXT'], ['TEXT', 'IMAGE']) },
      { name: 'only text in answers', ...filters(['TEXT', 'IMAGE'], ['TEXT']) },
    ],
  },

  evaluate({ properties: { ContentPolicyConfig, Tags } }, { parameters: { multimodalTags } }) {
    if (multimodalTags.length === 0) return notApplicable('no tags are set that mark multimodal guardrails');
    if (!isMarked(Tags, multimodalTags)) return notApplicable('it is not tagged as multimodal');
    const filters = ContentPolicyConfig?.FiltersConfig ?? [];
    if (filters.length === 0) return notApplicable('it has no content filters');
    return all(
      SIDES.map(
        (side) => () =>
          each(filters, (filter, index) => {
            const modalities = filter[side];
            // Not every Region looks for attacks in images.
            if (modalities?.includes('IMAGE') || filter.Type === 'PROMPT_ATTACK') return undefined;
            return {
              path: `ContentPolicyConfig.FiltersConfig[${index}].${side}`,
              expected: 'IMAGE beside TEXT',
              actual: modalities ? [...modalities] : null,
            };
          }),
      ),
    );
  },
});
