import { defineRule, notApplicable } from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const output = (rest = {}) => ({
  AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/churn', ...rest } },
});

export default defineRule({
  id: 'sagemaker-endpoint-async-output-kms',
  revision: 2,
  title: 'Async inference output must be encrypted with a customer managed key',
  rationale:
    'An asynchronous endpoint leaves its answers in a bucket. Without a key of yours you neither decide who can read ' +
    'them nor see when they are decrypted, and you cannot revoke it.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::EndpointConfig',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-28',
      'nist_800_53_r5:SC-28(1)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Create a configuration with AsyncInferenceConfig.OutputConfig.KmsKeyId, let the models’ execution role use the key, ' +
    'and point the endpoint to it with UpdateEndpoint.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceOutputConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint.html',
  ],
  examples: {
    compliant: [{ name: 'a key', properties: output({ KmsKeyId: KEY }) }],
    nonCompliant: [{ name: 'no key', properties: output() }],
  },

  evaluate({ properties: { AsyncInferenceConfig } }) {
    if (!AsyncInferenceConfig) return notApplicable('the endpoint answers at once');
    return namesCustomerKey({
      path: 'AsyncInferenceConfig.OutputConfig.KmsKeyId',
      key: AsyncInferenceConfig.OutputConfig?.KmsKeyId,
    });
  },
});
