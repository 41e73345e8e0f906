import { defineRule, notApplicable } from '../../engine/rule.ts';
import { namesKey } from '../_families/named-key.ts';

const store = (rest = {}) => ({
  OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/churn', ...rest } },
});

export default defineRule({
  id: 'sagemaker-feature-group-offline-kms',
  revision: 1,
  title: 'Feature group offline store must use a KMS key',
  rationale:
    'The offline store keeps the whole history of every feature in S3. Without a key, whoever may read the bucket ' +
    'reads it all, and no KMS policy or log stands in between.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::FeatureGroup',
  controls: {
    published: {
      'owasp_llm_2025:LLM02:2025': 'sample-aiml-security-assessment OWASP page (SM-15)',
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
    'Recreate the feature group with OfflineStoreConfig.S3StorageConfig.KmsKeyId and allow its role ' +
    'kms:GenerateDataKey on the key; it cannot be changed later.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html'],
  examples: {
    compliant: [{ name: 'a key', properties: store({ KmsKeyId: 'alias/features' }) }],
    nonCompliant: [{ name: 'no key', properties: store() }],
  },

  evaluate({ properties: { OfflineStoreConfig } }) {
    if (!OfflineStoreConfig) return notApplicable('it has no offline store');
    return namesKey({
      path: 'OfflineStoreConfig.S3StorageConfig.KmsKeyId',
      key: OfflineStoreConfig.S3StorageConfig?.KmsKeyId,
    });
  },
});
