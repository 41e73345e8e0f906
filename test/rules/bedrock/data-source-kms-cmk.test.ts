import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/data-source-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const encrypted = (KmsKeyArn: string | { $unknown: string }) => ({
  properties: { ServerSideEncryptionConfiguration: { KmsKeyArn } },
});

testRule(rule, {
  COMPLIANT: {
    'a key': encrypted('arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
    'a key of the same template': { ...encrypted('${Key.Arn}'), source: 'template' },
  },
  NON_COMPLIANT: {
    'no configuration': { properties: {} },
    'a configuration without a key': { properties: { ServerSideEncryptionConfiguration: {} } },
    'an empty key': encrypted(''),
    'an alias of AWS': encrypted('arn:aws:kms:eu-west-1:111122223333:alias/aws/s3'),
  },
  INSUFFICIENT_DATA: {
    'known only after apply': encrypted(unknown('known only after apply')),
    'the configuration is unknown': {
      properties: { ServerSideEncryptionConfiguration: unknown('an import') },
    },
  },
});
