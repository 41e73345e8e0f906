import { defineRule } from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

export default defineRule({
  id: 'agentcore-gateway-kms-cmk',
  revision: 1,
  title: 'Gateway must be encrypted with a customer managed key',
  rationale:
    'A gateway keeps the addresses, schemas and settings of every tool behind it. With a key of your own you decide ' +
    'who can read them, see each use in CloudTrail, and can revoke it at once.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  controls: {
    published: {
      'nist_800_53_r5:AU-9': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:CA-9(1)': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:CM-3(6)': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SC-12(2)': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SC-13': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SC-28': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SC-28(1)': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SC-7(10)': 'security-hub BedrockAgentCore.4 related requirements',
      'nist_800_53_r5:SI-7(6)': 'security-hub BedrockAgentCore.4 related requirements',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance: 'Set KmsKeyArn to a customer managed key whose policy lets the gateway’s service role use it.',
  references: ['https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-encryption.html'],
  examples: {
    compliant: [
      {
        name: 'a key',
        properties: {
          KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      },
    ],
    nonCompliant: [{ name: 'no key: AWS owns the one that is used', properties: {} }],
  },

  evaluate({ properties: { KmsKeyArn } }) {
    return namesCustomerKey({ path: 'KmsKeyArn', key: KmsKeyArn });
  },
});
