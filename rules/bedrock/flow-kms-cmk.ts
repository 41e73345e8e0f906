import { defineRule } from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

export default defineRule({
  id: 'bedrock-flow-kms-cmk',
  revision: 1,
  title: 'Flow must be encrypted with a customer managed key',
  rationale:
    'A flow holds prompts, code and the names of what it calls. With a key of your own you decide who can read them and see ' +
    'each use in CloudTrail.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Flow',
  controls: {
    published: {},
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
    'Set CustomerEncryptionKeyArn with UpdateFlow, naming all its other members again, allow the flow’s role and those who ' +
    'edit and run it to use the key, and prepare the flow again. Versions keep the key that they were made with.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-flows.html'],
  examples: {
    compliant: [
      {
        name: 'a key',
        properties: {
          CustomerEncryptionKeyArn:
            'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      },
    ],
    nonCompliant: [{ name: 'no key: AWS owns the one that is used', properties: {} }],
  },

  evaluate({ properties: { CustomerEncryptionKeyArn } }) {
    return namesCustomerKey({ path: 'CustomerEncryptionKeyArn', key: CustomerEncryptionKeyArn });
  },
});
