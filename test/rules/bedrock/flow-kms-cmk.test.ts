import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/flow-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

testRule(rule, {
  COMPLIANT: {
    'a key': { properties: { CustomerEncryptionKeyArn: KEY } },
    'a key of the same template': {
      properties: { CustomerEncryptionKeyArn: '${Key.Arn}' },
      source: 'template',
    },
  },
  NON_COMPLIANT: {
    'no key': { properties: {} },
    'null is absent': { properties: { CustomerEncryptionKeyArn: null } },
    'an empty key': { properties: { CustomerEncryptionKeyArn: '' } },
    'an alias of AWS': {
      properties: { CustomerEncryptionKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3' },
    },
  },
  INSUFFICIENT_DATA: {
    'known only after apply': { properties: { CustomerEncryptionKeyArn: unknown('known only after apply') } },
    'no text': { properties: { CustomerEncryptionKeyArn: ['alias/ours'] } },
  },
});
