import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/feature-group-offline-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const store = (S3StorageConfig: object) => ({
  properties: { OfflineStoreConfig: { S3StorageConfig } } as never,
});

testRule(rule, {
  COMPLIANT: { 'a key': store({ S3Uri: 's3://features', KmsKeyId: 'alias/features' }) },
  NON_COMPLIANT: {
    'no key': store({ S3Uri: 's3://features' }),
    'an empty key': store({ S3Uri: 's3://features', KmsKeyId: '' }),
    'no storage': { properties: { OfflineStoreConfig: { DisableGlueTableCreation: true } } },
  },
  NOT_APPLICABLE: {
    'no offline store': { properties: {} },
    'an online store alone': { properties: { OnlineStoreConfig: { EnableOnlineStore: true } } },
  },
  INSUFFICIENT_DATA: {
    'whether there is one is unknown': { properties: { OfflineStoreConfig: unknown('an import') } },
    'the key is unknown': store({ KmsKeyId: unknown('known only after apply') }),
  },
});
