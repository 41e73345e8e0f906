import { defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'opensearch-serverless-collection-cmk',
  revision: 1,
  title: 'Vector collection must use a customer managed key',
  rationale:
    'A vector collection holds the documents of a knowledge base in another form. With a key of your own you decide ' +
    'who can read it, see each use in CloudTrail, and can revoke it at once.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::OpenSearchServerless::Collection',
  controls: {
    published: {
      'owasp_llm_2025:LLM08:2025': 'sample-aiml-security-assessment OWASP page (FS-25)',
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
    'Recreate the collection with EncryptionConfig.KmsKeyArn, or with an encryption policy that names a customer managed ' +
    'key (KmsARN); it cannot be changed later.',
  references: [
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html',
  ],
  examples: {
    compliant: [
      { name: 'a key of one’s own', properties: { Type: 'VECTORSEARCH', KmsKeyArn: KEY } },
      {
        name: 'a key that the collection names itself',
        properties: { Type: 'VECTORSEARCH', EncryptionConfig: { KmsKeyArn: KEY } },
      },
    ],
    nonCompliant: [
      { name: 'a key that AWS owns', properties: { Type: 'VECTORSEARCH', KmsKeyArn: 'auto' } },
      {
        name: 'a key that AWS owns, by name',
        properties: { Type: 'VECTORSEARCH', EncryptionConfig: { AWSOwnedKey: true } },
      },
    ],
  },

  evaluate({ properties }) {
    // CreateCollection's default is TIMESERIES.
    if (properties.Type !== 'VECTORSEARCH') return notApplicable('it is no vector collection');
    const { AWSOwnedKey, KmsKeyArn } = properties.EncryptionConfig ?? {};
    if (KmsKeyArn) return namesCustomerKey({ path: 'EncryptionConfig.KmsKeyArn', key: KmsKeyArn });
    if (AWSOwnedKey) {
      return nonCompliant({ path: 'EncryptionConfig.AWSOwnedKey', expected: false, actual: AWSOwnedKey });
    }
    // An encryption policy decides: what it came to is known once the collection is there.
    const key = properties.KmsKeyArn;
    return key === 'auto'
      ? nonCompliant({ path: 'KmsKeyArn', expected: 'a customer managed KMS key', actual: key })
      : namesCustomerKey({ path: 'KmsKeyArn', key });
  },
});
