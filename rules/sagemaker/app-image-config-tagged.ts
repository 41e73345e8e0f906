import { defineRule } from '../../engine/rule.ts';
import { hasTags, requiredTagParameters } from '../_families/required-tags.ts';

export default defineRule({
  id: 'sagemaker-app-image-config-tagged',
  revision: 1,
  title: 'App image config must be tagged',
  rationale:
    'Without an owner or a purpose written on it, nobody can tell whether a configuration is still needed, who answers for it, and ' +
    'whom to call when it does harm.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::AppImageConfig',
  parameters: requiredTagParameters,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 11',
      'eu_ai_act_2024_1689:Art. 26',
      'eu_ai_act_2024_1689:Art. 49',
      'iso27001_2022:A.5.12',
      'iso27001_2022:A.5.9',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.4.2',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0023',
      'nist_800_53_r5:CM-8',
      'nist_800_53_r5:PM-5',
      'nist_ai_rmf_1_0:GOVERN 1.6',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC3.2',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Add the tags with AddTags, and to the resource in its template, so that the next deployment keeps them.',
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
