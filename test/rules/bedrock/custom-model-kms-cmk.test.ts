import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/custom-model-kms-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

testRule(rule, {
  COMPLIANT: {
    'a key': { properties: { ModelKmsKeyArn: KEY } },
    'a key of the same template': { properties: { ModelKmsKeyArn: '${Key.Arn}' }, source: 'template' },
  },
  NON_COMPLIANT: {
    'no key': { properties: {} },
    'null is absent': { properties: { ModelKmsKeyArn: null } },
    'an empty key': { properties: { ModelKmsKeyArn: '' } },
    'an alias of AWS': { properties: { ModelKmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3' } },
  },
  INSUFFICIENT_DATA: {
    'known only after apply': { properties: { ModelKmsKeyArn: unknown('known only after apply') } },
    'no text': { properties: { ModelKmsKeyArn: ['alias/ours'] } },
  },
});
