import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/endpoint-async-output-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const path = 'AsyncInferenceConfig.OutputConfig.KmsKeyId';
const observations = [{ path, expected: 'a customer managed KMS key', actual: null }];

testRule(rule, {
  COMPLIANT: {
    'a key': { properties: { AsyncInferenceConfig: { OutputConfig: { KmsKeyId: 'alias/answers' } } } },
  },
  NON_COMPLIANT: {
    'no key': {
      properties: { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/churn' } } },
      observations,
    },
    'a key that AWS manages': {
      properties: { AsyncInferenceConfig: { OutputConfig: { KmsKeyId: 'alias/aws/s3' } } },
    },
    'not even an output': { properties: { AsyncInferenceConfig: {} }, observations },
  },
  NOT_APPLICABLE: { 'no asynchronous inference': { properties: {} } },
  INSUFFICIENT_DATA: {
    'the key is unknown': {
      properties: { AsyncInferenceConfig: { OutputConfig: { KmsKeyId: unknown('an import') } } },
    },
    'all of it is unknown': { properties: { AsyncInferenceConfig: unknown('an import') } },
  },
});
