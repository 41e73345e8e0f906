import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'agentcore-runtime-mmds-v2',
  revision: 1,
  title: 'Agent runtime must require MMDSv2 metadata tokens',
  rationale:
    'The metadata service hands out the credentials of the runtime’s role. If it answers without a session token, a ' +
    'tool that an injected prompt makes fetch a URL fetches the credentials.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.9',
      'iso42001_2023:A.4.5',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Set metadataConfiguration.requireMMDSV2 to true with UpdateAgentRuntime, writing all other settings again, and ' +
    'move endpoints that name a version to the new one.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_RuntimeMetadataConfiguration.html',
  ],
  examples: {
    compliant: [
      { name: 'tokens are required', properties: { MetadataConfiguration: { RequireMMDSV2: true } } },
    ],
    nonCompliant: [
      { name: 'tokens are not required', properties: { MetadataConfiguration: { RequireMMDSV2: false } } },
      { name: 'nothing is said', properties: {} },
    ],
  },

  evaluate({ properties: { MetadataConfiguration } }) {
    return exactly({
      path: 'MetadataConfiguration.RequireMMDSV2',
      expected: true,
      actual: MetadataConfiguration?.RequireMMDSV2,
    });
  },
});
