import { defineRule } from '../../engine/rule.ts';
import { hasCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'sagemaker-domain-kms-cmk',
  revision: 1,
  title: 'Studio domain EFS must use a customer managed KMS key',
  rationale:
    'The home directories of a domain hold everybody’s notebooks, credentials and data samples. With a key of your ' +
    'own you decide who can read them, see each use in CloudTrail, and can revoke it at once.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Domain',
  needs: { key: { path: 'KmsKeyId', type: 'AWS::KMS::Key' } },
  controls: {
    published: {
      'owasp_llm_2025:LLM02:2025': 'sample-aiml-security-assessment OWASP page (SM-03)',
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
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Create a domain with KmsKeyId set to a customer managed key and move the users there; it cannot be changed later.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-studio.html'],
  examples: {
    compliant: [
      {
        name: 'a customer managed key',
        properties: { KmsKeyId: KEY },
        related: { [KEY]: { KeyManager: 'CUSTOMER' } },
      },
    ],
    nonCompliant: [
      { name: 'no key: an AWS managed one is used', properties: {} },
      {
        name: 'the AWS managed key by its ARN',
        properties: { KmsKeyId: KEY },
        related: { [KEY]: { KeyManager: 'AWS' } },
      },
    ],
  },

  evaluate({ properties: { KmsKeyId } }, context) {
    return hasCustomerKey({ path: 'KmsKeyId', key: KmsKeyId, related: context.related('key') });
  },
});
