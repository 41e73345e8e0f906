import { defineRule } from '../../engine/rule.ts';
import { everyContainer } from '../_families/containers.ts';
import { noCredentials } from '../_families/secrets.ts';

export default defineRule({
  id: 'sagemaker-model-env-no-secrets',
  revision: 1,
  title: 'Model container environment must not hold secrets',
  rationale:
    'Environment variables are returned to everyone who may call DescribeModel, stay in CloudTrail and templates, and ' +
    'cannot be rotated without a new model.',
  severity: 'HIGH',
  // A fault for everyone, though no peer has it: a credential in plain text opens something outside the model.
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::Model',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.12',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:IA-5(7)',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Rotate the credential, keep it in Secrets Manager, let the container fetch it through ExecutionRoleArn, and ' +
    'recreate the model with the ARN of the secret in Environment.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  ],
  examples: {
    compliant: [
      {
        name: 'the ARN of a secret',
        properties: {
          PrimaryContainer: {
            Environment: {
              HF_TOKEN_SECRET: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hf-AbCdEf',
            },
          },
        },
      },
      { name: 'no environment', properties: { PrimaryContainer: {} } },
    ],
    nonCompliant: [
      {
        name: 'a token of a model hub',
        properties: {
          PrimaryContainer: { Environment: { HF_TOKEN: `hf_${'abcdefghijklmnopq'.repeat(2)}` } },
        },
      },
    ],
  },

  evaluate({ properties }) {
    return everyContainer(properties, ({ Environment }, path) =>
      noCredentials(Environment, `${path}.Environment`),
    );
  },
});
