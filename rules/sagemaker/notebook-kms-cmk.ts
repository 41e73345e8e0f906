import { defineRule } from '../../engine/rule.ts';
import { hasCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'sagemaker-notebook-kms-cmk',
  revision: 1,
  title: 'Notebook storage volume must use a customer managed KMS key',
  rationale:
    'The volume holds notebooks, credentials and samples of training data. With a key of your own you decide ' +
    'who can read it, see each use in CloudTrail, and can revoke it at once.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  needs: { key: { path: 'KmsKeyId', type: 'AWS::KMS::Key' } },
  controls: {
    published: {
      'aws_ai_security_framework:AISF-INFRA-05': 'prowler sagemaker_notebook_instance_encryption_enabled',
      'aws_ai_security_framework:AISF-ML-02': 'prowler sagemaker_notebook_instance_encryption_enabled',
      'iso27001_2022:A.8.11': 'prowler sagemaker_notebook_instance_encryption_enabled',
      'iso27001_2022:A.8.24': 'prowler sagemaker_notebook_instance_encryption_enabled',
      'nist_800_53_r5:AU-9(3)': 'prowler sagemaker_notebook_instance_encryption_enabled (au_9_3)',
      'nist_800_53_r5:CP-9': 'prowler sagemaker_notebook_instance_encryption_enabled (cp_9_d)',
      'nist_800_53_r5:SC-13': 'prowler sagemaker_notebook_instance_encryption_enabled (sc_13_a)',
      'nist_800_53_r5:SC-28(1)': 'prowler sagemaker_notebook_instance_encryption_enabled (sc_28_1)',
      'nist_800_53_r5:SC-8(3)': 'prowler sagemaker_notebook_instance_encryption_enabled (sc_8_3)',
      'nist_800_53_r5:SC-8(4)': 'prowler sagemaker_notebook_instance_encryption_enabled (sc_8_4)',
      'nist_800_53_r5:SI-19(4)': 'prowler sagemaker_notebook_instance_encryption_enabled (si_19_4)',
      'owasp_llm_2025:LLM02:2025': 'sample-aiml-security-assessment OWASP page (SM-03)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Recreate the notebook instance with KmsKeyId set to a customer managed key; it cannot be changed later.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html'],
  examples: {
    compliant: [
      {
        name: 'a customer managed key',
        properties: { KmsKeyId: KEY },
        related: { [KEY]: { KeyManager: 'CUSTOMER' } },
      },
      { name: 'an alias of a customer managed key', properties: { KmsKeyId: 'alias/notebooks' } },
    ],
    nonCompliant: [
      { name: 'no key', properties: {} },
      { name: 'the AWS managed key by its alias', properties: { KmsKeyId: 'alias/aws/sagemaker' } },
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
