import { defineRule } from '../../engine/rule.ts';
import { hasTags, requiredTagParameters } from '../_families/required-tags.ts';

export default defineRule({
  id: 'sagemaker-feature-group-tagged',
  revision: 1,
  title: 'Feature group must be tagged with a data classification',
  rationale:
    'Without an owner or a purpose written on it, nobody can tell whether a feature group is still needed, who answers for it, and whom to call when it does harm.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::FeatureGroup',
  parameters: requiredTagParameters,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'iso27001_2022:A.5.12',
      'iso27001_2022:A.5.13',
      'iso27001_2022:A.5.9',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.7.2',
      'iso42001_2023:A.7.3',
      'iso42001_2023:A.7.4',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0025',
      'nist_800_53_r5:CM-8',
      'nist_800_53_r5:RA-2',
      'nist_800_53_r5:SI-12',
      'nist_ai_rmf_1_0:MAP 2.3',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM04:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:PI1.2',
    ],
  },
  guidance:
    'Add the tags with AddTags, and to the feature group in its template, so that the next deployment keeps them.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html'],
  examples: {
    compliant: [
      { name: 'a tag of its own', properties: { Tags: [{ Key: 'owner', Value: 'chat' }] } },
      {
        name: 'every tag that is required',
        properties: {
          Tags: [
            { Key: 'owner', Value: 'chat' },
            { Key: 'purpose', Value: 'support' },
          ],
        },
        parameters: { requiredTagKeys: ['owner', 'purpose'] },
      },
    ],
    nonCompliant: [
      { name: 'no tag', properties: {} },
      {
        name: 'one that is required is not there',
        properties: { Tags: [{ Key: 'owner', Value: 'chat' }] },
        parameters: { requiredTagKeys: ['owner', 'purpose'] },
      },
    ],
  },

  evaluate({ properties: { Tags } }, { parameters }) {
    return hasTags(Tags, parameters);
  },
});
