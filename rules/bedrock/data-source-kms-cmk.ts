import { defineRule } from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

export default defineRule({
  id: 'bedrock-data-source-kms-cmk',
  revision: 1,
  title: 'Knowledge base data source must use a customer managed key for transient data',
  rationale:
    'While it ingests, Bedrock keeps a copy of your documents under a key that AWS owns. With a key of your own ' +
    'you decide who can read that copy, see each use in CloudTrail, and can revoke it.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::DataSource',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-10': 'prowler bedrock_knowledge_base_encrypted_with_cmk',
      'aws_ai_security_framework:AISF-INFRA-05': 'prowler bedrock_knowledge_base_encrypted_with_cmk',
      'owasp_llm_2025:LLM08:2025': 'sample-aiml-security-assessment OWASP page (BR-20)',
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
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-28',
      'nist_800_53_r5:SC-28(1)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Set ServerSideEncryptionConfiguration.KmsKeyArn with UpdateDataSource and allow the role of the knowledge base ' +
    'to use the key.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html'],
  examples: {
    compliant: [
      {
        name: 'a key',
        properties: {
          ServerSideEncryptionConfiguration: {
            KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          },
        },
      },
    ],
    nonCompliant: [{ name: 'no key: AWS owns the one that is used', properties: {} }],
  },

  evaluate({ properties }) {
    return namesCustomerKey({
      path: 'ServerSideEncryptionConfiguration.KmsKeyArn',
      key: properties.ServerSideEncryptionConfiguration?.KmsKeyArn,
    });
  },
});
