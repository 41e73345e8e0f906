import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

testRule(rule, {
  COMPLIANT: {
    'the key is managed by the customer': {
      properties: { KmsKeyId: KEY },
      related: { [KEY]: { KeyManager: 'CUSTOMER' } },
    },
    'a key of the same template is the customer’s': {
      properties: { KmsKeyId: '${Key.Arn}' },
      related: { '${Key.Arn}': {} },
      source: 'template',
    },
    'an alias that AWS cannot own': { properties: { KmsKeyId: 'alias/ours' } },
  },
  NON_COMPLIANT: {
    'no key': { properties: {} },
    'an empty key': { properties: { KmsKeyId: '' } },
    'an alias of AWS': { properties: { KmsKeyId: 'alias/aws/elasticfilesystem' } },
    'the key is managed by AWS': {
      properties: { KmsKeyId: KEY },
      related: { [KEY]: { KeyManager: 'AWS' } },
      observations: [{ path: 'KmsKeyId', actual: `${KEY} (KeyManager AWS)` }],
    },
  },
  INSUFFICIENT_DATA: {
    'a key that cannot be read': { properties: { KmsKeyId: KEY } },
    'a key known only after apply': { properties: { KmsKeyId: unknown('known only after apply') } },
  },
});
