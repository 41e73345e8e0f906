import { defineRule, nonCompliant, some } from '../../engine/rule.ts';

export default defineRule({
  id: 'bedrock-invocation-logging-enabled',
  revision: 1,
  title: 'Model invocation logging must be on',
  rationale:
    'CloudTrail says that a model was called, not what was said. Without invocation logs nobody can tell after a ' +
    'prompt injection, a leak or a stolen key what went in and what came out.',
  severity: 'HIGH',
  peersSeverity: 'MEDIUM',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-05': 'prowler bedrock_model_invocation_logging_enabled',
      'finos_ccc_genai:CCC.GenAI.CN05.AR01': 'prowler bedrock_model_invocation_logging_enabled',
      'iso27001_2022:A.8.15': 'prowler bedrock_model_invocation_logging_enabled',
      'owasp_llm_2025:LLM01:2025': 'sample-aiml-security-assessment OWASP page (BR-04)',
      'owasp_llm_2025:LLM07:2025': 'sample-aiml-security-assessment OWASP page (BR-04)',
      'soc2_tsc:A1.1': 'prowler bedrock_model_invocation_logging_enabled (cc_a_1_1)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 12',
      'eu_ai_act_2024_1689:Art. 19',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.8.16',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.6.2.6',
      'iso42001_2023:A.6.2.8',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:AU-12',
      'nist_800_53_r5:AU-2',
      'nist_800_53_r5:AU-3',
      'nist_800_53_r5:SI-4',
      'nist_ai_rmf_1_0:MANAGE 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.4',
      'nist_ai_rmf_1_0:MEASURE 2.8',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:CC7.2',
    ],
  },
  guidance:
    'Call PutModelInvocationLoggingConfiguration in each Region with s3Config, cloudWatchConfig or both; encrypt ' +
    'and restrict the destination, as it will hold prompts and answers.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html'],
  examples: {
    compliant: [
      { name: 'to a bucket', properties: { S3Config: { BucketName: 'invocations' } } },
      {
        name: 'to a log group',
        properties: {
          CloudWatchConfig: {
            LogGroupName: '/bedrock/invocations',
            RoleArn: 'arn:aws:iam::111122223333:role/bedrock-logging',
          },
        },
      },
    ],
    nonCompliant: [{ name: 'no logging is configured', properties: {} }],
  },

  evaluate({ properties }) {
    // Asked for its presence only: a destination whose name is not known yet is a destination all the same.
    return some(
      [() => has(properties.S3Config, 'BucketName'), () => has(properties.CloudWatchConfig, 'LogGroupName')],
      (holds) => holds(),
      () => nonCompliant({ path: 'S3Config', expected: 'S3Config or CloudWatchConfig', actual: null }),
    );
  },
});

const has = (destination: object | undefined, name: string): boolean =>
  destination !== undefined && Object.hasOwn(destination, name);
