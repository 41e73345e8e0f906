import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/kendra/index-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const key = (KmsKeyId: string) => ({ ServerSideEncryptionConfiguration: { KmsKeyId } });

testRule(rule, {
  COMPLIANT: {
    'a key that the customer manages': {
      properties: key(KEY),
      related: { [KEY]: { KeyManager: 'CUSTOMER' } },
    },
    'a key of the same template': {
      properties: key('${Key}'),
      related: { '${Key}': {} },
      source: 'template',
    },
  },
  NON_COMPLIANT: {
    'no configuration': { properties: {} },
    'no key': { properties: { ServerSideEncryptionConfiguration: {} } },
    'an empty key': { properties: key('') },
    'the AWS managed key': { properties: key(KEY), related: { [KEY]: { KeyManager: 'AWS' } } },
    'the AWS managed key by its alias': { properties: key('alias/aws/kendra') },
  },
  INSUFFICIENT_DATA: {
    'a key that cannot be read': { properties: key(KEY) },
    'a key that is not known yet': {
      properties: { ServerSideEncryptionConfiguration: { KmsKeyId: unknown('known only after apply') } },
    },
  },
});
