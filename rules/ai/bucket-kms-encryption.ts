import { defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { hasCustomerKey } from '../_families/customer-key.ts';

const RULES = 'BucketEncryption.ServerSideEncryptionConfiguration';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const referrers = ['AWS::SageMaker::TrainingJob churn'];

const encrypted = (ServerSideEncryptionByDefault: JsonObject) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault }] },
});

export default defineRule({
  id: 'ai-bucket-kms-encryption',
  revision: 1,
  title: 'AI data bucket must default to a customer managed key',
  rationale:
    'With a key of your own, whoever reads training data or prompts needs the key as well as the bucket, each use stands ' +
    'in CloudTrail, and access can be revoked at once. SSE-S3 decrypts for everybody whom the bucket lets in.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::S3::Bucket',
  needs: {
    key: { path: `${RULES}[].ServerSideEncryptionByDefault.KMSMasterKeyID`, type: 'AWS::KMS::Key' },
  },
  referencedBy: true,
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
    'Set BucketEncryption with SSEAlgorithm aws:kms and KMSMasterKeyID to a customer managed key (PutBucketEncryption), ' +
    'let readers use kms:Decrypt and writers kms:GenerateDataKey, and copy the objects that are there onto themselves.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html'],
  examples: {
    compliant: [
      {
        name: 'a key of one’s own',
        properties: encrypted({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY }),
        related: { [KEY]: { KeyManager: 'CUSTOMER' } },
        referrers,
      },
    ],
    nonCompliant: [
      { name: 'a key that AWS owns', properties: encrypted({ SSEAlgorithm: 'AES256' }), referrers },
      { name: 'a key that AWS manages', properties: encrypted({ SSEAlgorithm: 'aws:kms' }), referrers },
      { name: 'nothing is said, and S3 encrypts with a key of its own', properties: {}, referrers },
    ],
  },

  evaluate({ properties }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    // S3 takes one rule, though it is a list.
    const byDefault =
      properties.BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault;
    const at = `${RULES}[0].ServerSideEncryptionByDefault`;
    const algorithm = byDefault?.SSEAlgorithm;
    if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
      return nonCompliant({
        path: `${at}.SSEAlgorithm`,
        expected: ['aws:kms', 'aws:kms:dsse'],
        actual: algorithm ?? null,
      });
    }
    return hasCustomerKey({
      path: `${at}.KMSMasterKeyID`,
      key: byDefault?.KMSMasterKeyID,
      related: context.related('key'),
    });
  },
});
