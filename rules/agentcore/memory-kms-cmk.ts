import { defineRule } from '../../engine/rule.ts';
import { hasCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'agentcore-memory-kms-cmk',
  revision: 1,
  title: 'Memory must be encrypted with a customer managed key',
  rationale:
    'A memory keeps what users told an agent, word for word and in summary, for months. With a key of your own you ' +
    'decide who can read it, see each use in CloudTrail, and can revoke it at once.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Memory',
  // It takes an AWS managed key as well (storage-encryption).
  needs: { key: { path: 'EncryptionKeyArn', type: 'AWS::KMS::Key' } },
  controls: {
    published: {
      'nist_800_53_r5:AU-9': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:CA-9(1)': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:CM-3(6)': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SC-12(2)': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SC-13': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SC-28': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SC-28(1)': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SC-7(10)': 'security-hub BedrockAgentCore.3 related requirements',
      'nist_800_53_r5:SI-7(6)': 'security-hub BedrockAgentCore.3 related requirements',
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
  guidance:
    'Recreate the memory with EncryptionKeyArn set to a customer managed key; it cannot be changed later.',
  references: ['https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/storage-encryption.html'],
  examples: {
    compliant: [
      {
        name: 'a customer managed key',
        properties: { EncryptionKeyArn: KEY },
        related: { [KEY]: { KeyManager: 'CUSTOMER' } },
      },
    ],
    nonCompliant: [
      { name: 'no key: AWS owns the one that is used', properties: {} },
      {
        name: 'an AWS managed key',
        properties: { EncryptionKeyArn: KEY },
        related: { [KEY]: { KeyManager: 'AWS' } },
      },
    ],
  },

  evaluate({ properties: { EncryptionKeyArn } }, context) {
    return hasCustomerKey({
      path: 'EncryptionKeyArn',
      key: EncryptionKeyArn,
      related: context.related('key'),
    });
  },
});
