import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/kendra/index-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const key = (KmsKeyId: string) => ({ ServerSideEncryptionConfiguration: { KmsKeyId } });

testRule(rule, {
  COMPLIANT: {
    'a key': { properties: key('1234abcd-12ab-34cd-56ef-1234567890ab') },
    'a key of the template': { properties: key('${Key}'), source: 'template' },
  },
  NON_COMPLIANT: {
    'no configuration': { properties: {} },
    'no key': { properties: { ServerSideEncryptionConfiguration: {} } },
    'an empty key': { properties: key('') },
  },
  INSUFFICIENT_DATA: {
    'a key that is not known yet': {
      properties: { ServerSideEncryptionConfiguration: { KmsKeyId: unknown('known only after apply') } },
    },
  },
});
