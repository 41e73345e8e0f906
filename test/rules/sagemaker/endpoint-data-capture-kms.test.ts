import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/endpoint-data-capture-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const capture = (rest: Readonly<Record<string, Json>>) => ({
  properties: { DataCaptureConfig: { InitialSamplingPercentage: 100, ...rest } },
});

const observations = [
  { path: 'DataCaptureConfig.KmsKeyId', expected: 'a customer managed KMS key', actual: null },
];

testRule(rule, {
  COMPLIANT: {
    'a key': capture({ EnableCapture: true, KmsKeyId: 'alias/captures' }),
    'a key, and on by default': capture({ KmsKeyId: 'alias/captures' }),
  },
  NON_COMPLIANT: {
    'no key': { ...capture({ EnableCapture: true }), observations },
    'no key, and on by default': { ...capture({}), observations },
    'a key that AWS manages': capture({ KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3' }),
    'an empty one': capture({ KmsKeyId: '' }),
  },
  NOT_APPLICABLE: {
    'nothing is said of capture': { properties: {}, because: 'nothing is captured' },
    'capture is off': { ...capture({ EnableCapture: false }), because: 'nothing is captured' },
  },
  INSUFFICIENT_DATA: {
    'the key is unknown': capture({ KmsKeyId: unknown('an import') }),
    'whether it is on is unknown': capture({ EnableCapture: unknown('an import') }),
    'all of it is unknown': { properties: { DataCaptureConfig: unknown('an import') } },
  },
});
