import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/feature-group-online-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const store = (OnlineStoreConfig: object) => ({ properties: { OnlineStoreConfig } as never });
const KEY = { SecurityConfig: { KmsKeyId: 'alias/features' } };

testRule(rule, {
  COMPLIANT: {
    'a key': store({ EnableOnlineStore: true, ...KEY }),
    'a key for Standard storage': store({ EnableOnlineStore: 'true', StorageType: 'Standard', ...KEY }),
  },
  NON_COMPLIANT: {
    'no key': store({ EnableOnlineStore: true }),
    'no key for Standard storage': store({ EnableOnlineStore: true, StorageType: 'Standard' }),
    'an empty key': store({ EnableOnlineStore: true, SecurityConfig: { KmsKeyId: '' } }),
    'the key of the offline store is another': {
      properties: {
        OnlineStoreConfig: { EnableOnlineStore: true },
        OfflineStoreConfig: { S3StorageConfig: { KmsKeyId: 'alias/features' } },
      },
    },
  },
  NOT_APPLICABLE: {
    // A peer demands the online store itself.
    'no online store': { properties: {} },
    'the online store is off': store({ EnableOnlineStore: false }),
    'EnableOnlineStore defaults to false': store(KEY),
    'in memory': store({ EnableOnlineStore: true, StorageType: 'InMemory' }),
  },
  INSUFFICIENT_DATA: {
    'whether it is on is unknown': store({ EnableOnlineStore: unknown('no default') }),
    'the storage is unknown': store({ EnableOnlineStore: true, StorageType: unknown('no default') }),
    'the key is unknown': store({
      EnableOnlineStore: true,
      SecurityConfig: { KmsKeyId: unknown('known only after apply') },
    }),
  },
});
