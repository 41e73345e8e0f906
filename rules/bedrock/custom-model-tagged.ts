import { defineRule } from '../../engine/rule.ts';
import { hasTags, requiredTagParameters } from '../_families/required-tags.ts';

export default defineRule({
  id: 'bedrock-custom-model-tagged',
  revision: 1,
  title: 'Custom model must carry provenance tags',
  rationale:
    'Without an owner or a purpose written on it, nobody can tell whether a custom model is still needed, who answers for it, and whom to call when it does harm.',
  severity: 'LOW',
  peersSeverity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::CustomModel',
  parameters: requiredTagParameters,
  controls: {
    published: {
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (FS-13)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'eu_ai_act_2024_1689:Art. 11',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.5.9',
      'iso42001_2023:A.6.2.3',
      'iso42001_2023:A.7.5',
      'mitre_atlas:AML.M0023',
      'mitre_atlas:AML.M0025',
      'nist_800_53_r5:AU-10',
      'nist_800_53_r5:SR-4',
      'nist_ai_rmf_1_0:MAP 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.8',
      'owasp_llm_2025:LLM04:2025',
      'soc2_tsc:CC8.1',
      'soc2_tsc:PI1.2',
    ],
  },
  guidance:
    'Add the tags with TagResource, and to the custom model in its template, so that the next deployment keeps them.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/tagging.html'],
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
