import { defineRule, notApplicable } from '../../engine/rule.ts';
import { namesKey } from '../_families/named-key.ts';

const store = (rest = {}) => ({ OnlineStoreConfig: { EnableOnlineStore: true, ...rest } });

export default defineRule({
  id: 'sagemaker-feature-group-online-kms',
  revision: 1,
  title: 'Feature group online store (Standard storage) must use a KMS key',
  rationale:
    'Features are facts about people and things, ready to be read one by one. Without a key you neither decide who ' +
    'can read them nor see when they are decrypted, and you cannot revoke it.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::FeatureGroup',
  controls: {
    published: {
      'nist_800_53_r5:AU-9': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:CA-9(1)': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:CM-3(6)': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SC-12(2)': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SC-13': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SC-28': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SC-28(1)': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SC-7(10)': 'security-hub SageMaker.18 related requirements',
      'nist_800_53_r5:SI-7(6)': 'security-hub SageMaker.18 related requirements',
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
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Recreate the feature group with OnlineStoreConfig.SecurityConfig.KmsKeyId and ingest its records again; the key ' +
    'cannot be changed later.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html'],
  examples: {
    compliant: [{ name: 'a key', properties: store({ SecurityConfig: { KmsKeyId: 'alias/features' } }) }],
    nonCompliant: [
      { name: 'no key', properties: store() },
      { name: 'no key for Standard storage', properties: store({ StorageType: 'Standard' }) },
    ],
  },

  evaluate({ properties: { OnlineStoreConfig } }) {
    if (!OnlineStoreConfig?.EnableOnlineStore) return notApplicable('it has no online store');
    if (OnlineStoreConfig.StorageType === 'InMemory') return notApplicable('its online store is in memory');
    return namesKey({
      path: 'OnlineStoreConfig.SecurityConfig.KmsKeyId',
      key: OnlineStoreConfig.SecurityConfig?.KmsKeyId,
    });
  },
});
