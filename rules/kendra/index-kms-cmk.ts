import { defineRule } from '../../engine/rule.ts';
import { hasCustomerKey } from '../_families/customer-key.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'kendra-index-kms-cmk',
  revision: 1,
  title: 'Kendra index must use a customer managed key',
  rationale:
    'The index repeats the documents of every source that it was fed from. With a key of your own you decide who can ' +
    'read it, see each use in CloudTrail, and can revoke it at once.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::Kendra::Index',
  needs: { key: { path: 'ServerSideEncryptionConfiguration.KmsKeyId', type: 'AWS::KMS::Key' } },
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
    'Recreate the index with ServerSideEncryptionConfiguration.KmsKeyId set to a customer managed key; it cannot be ' +
    'changed later.',
  references: ['https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html'],
  examples: {
    compliant: [
      {
        name: 'a customer managed key',
        properties: { ServerSideEncryptionConfiguration: { KmsKeyId: KEY } },
        related: { [KEY]: { KeyManager: 'CUSTOMER' } },
      },
    ],
    nonCompliant: [
      { name: 'no key', properties: {} },
      {
        name: 'the AWS managed key',
        properties: { ServerSideEncryptionConfiguration: { KmsKeyId: KEY } },
        related: { [KEY]: { KeyManager: 'AWS' } },
      },
    ],
  },

  evaluate({ properties }, context) {
    // Without a key Kendra uses one that AWS owns; it takes the AWS managed `aws/kendra` too.
    return hasCustomerKey({
      path: 'ServerSideEncryptionConfiguration.KmsKeyId',
      key: properties.ServerSideEncryptionConfiguration?.KmsKeyId,
      related: context.related('key'),
    });
  },
});
