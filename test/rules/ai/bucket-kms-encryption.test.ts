import type { JsonObject } from '../../../resources/resource.ts';
import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/bucket-kms-encryption.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::TrainingJob t'];
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const AT = 'BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault';

const encrypted = (ServerSideEncryptionByDefault: JsonObject) => ({
  properties: {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault }] },
  },
  referrers,
});
const byKey = (KMSMasterKeyID: string, SSEAlgorithm = 'aws:kms') =>
  encrypted({ SSEAlgorithm, KMSMasterKeyID });
const managedBy = (KeyManager: string) => ({ related: { [KEY]: { KeyManager } } });

testRule(rule, {
  COMPLIANT: {
    'a key of the customer': { ...byKey(KEY), ...managedBy('CUSTOMER') },
    'in two layers': { ...byKey(KEY, 'aws:kms:dsse'), ...managedBy('CUSTOMER') },
    'an alias of the customer': { ...byKey('alias/models'), unreadable: { 'alias/models': 'not read' } },
  },
  NON_COMPLIANT: {
    'a key that AWS owns': {
      ...encrypted({ SSEAlgorithm: 'AES256' }),
      observations: [{ path: `${AT}.SSEAlgorithm`, expected: ['aws:kms', 'aws:kms:dsse'], actual: 'AES256' }],
    },
    'no key is named, so it is one that AWS manages': {
      ...encrypted({ SSEAlgorithm: 'aws:kms' }),
      observations: [{ path: `${AT}.KMSMasterKeyID`, actual: null }],
    },
    'a key that AWS manages': {
      ...byKey(KEY),
      ...managedBy('AWS'),
      observations: [{ path: `${AT}.KMSMasterKeyID`, actual: `${KEY} (KeyManager AWS)` }],
    },
    'the alias of a key that AWS manages': byKey('alias/aws/s3'),
    'a key that is named and not used': {
      ...byKey(KEY, 'AES256'),
      observations: [{ path: `${AT}.SSEAlgorithm`, actual: 'AES256' }],
    },
    'no rule': {
      properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [] } },
      referrers,
      observations: [{ path: `${AT}.SSEAlgorithm`, actual: null }],
    },
    'no rules': { properties: { BucketEncryption: {} }, referrers },
    'no setting, in a template': { properties: {}, referrers, source: 'template' },
    'a rule of something else': {
      properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] } },
      referrers,
    },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': { properties: {}, because: 'no AI resource refers to it' },
  },
  INSUFFICIENT_DATA: {
    'the setting cannot be read': { properties: { BucketEncryption: unknown('access denied') }, referrers },
    'the key cannot be read': byKey(KEY),
    'it cannot be known who refers to it': { properties: {}, referrersUnreadable: 'no index' },
  },
});
