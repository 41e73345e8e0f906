import { all, defineRule, notApplicable, type PropertiesOf, some, type Verdict } from '../../engine/rule.ts';
import { hasLocalStorage } from '../_families/local-storage.ts';
import { namesKey } from '../_families/named-key.ts';

type Job = PropertiesOf<'AWS::SageMaker::TrainingJob'>;

/** A directory bucket (S3 Express One Zone) takes no KMS key from a job (OutputDataConfig). */
const DIRECTORY_BUCKET = /^s3:\/\/[^/]+--x-s3(\/|$)/;

const job = (volume: object, output: object) => ({
  ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, ...volume },
  OutputDataConfig: { S3OutputPath: 's3://models/churn', ...output },
});

export default defineRule({
  id: 'sagemaker-training-job-kms',
  revision: 1,
  title: 'Training job volume and output must use KMS keys',
  rationale:
    'The volume holds the training data, the output the model made of it. Without keys you neither decide who can ' +
    'read them nor see when they are decrypted, and you cannot revoke it.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::TrainingJob',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-INFRA-05':
        'prowler sagemaker_training_jobs_volume_and_output_encryption_enabled',
      'aws_ai_security_framework:AISF-ML-03':
        'prowler sagemaker_training_jobs_volume_and_output_encryption_enabled',
      'iso27001_2022:A.8.11': 'prowler sagemaker_training_jobs_volume_and_output_encryption_enabled',
      'iso27001_2022:A.8.24': 'prowler sagemaker_training_jobs_volume_and_output_encryption_enabled',
      'owasp_llm_2025:LLM02:2025': 'sample-aiml-security-assessment OWASP page (SM-03)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
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
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Start training jobs with ResourceConfig.VolumeKmsKeyId (not on instance types with local NVMe storage, which ' +
    'refuse it) and OutputDataConfig.KmsKeyId.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OutputDataConfig.html',
  ],
  examples: {
    compliant: [
      {
        name: 'both have keys',
        properties: job({ VolumeKmsKeyId: 'alias/training' }, { KmsKeyId: 'alias/models' }),
      },
      {
        name: 'local NVMe storage refuses a key, the output has one',
        properties: job({ InstanceType: 'ml.p4d.24xlarge' }, { KmsKeyId: 'alias/models' }),
      },
    ],
    nonCompliant: [
      { name: 'no key for the output', properties: job({ VolumeKmsKeyId: 'alias/training' }, {}) },
      { name: 'no key for the volume', properties: job({}, { KmsKeyId: 'alias/models' }) },
    ],
  },

  evaluate({ properties }) {
    return all([() => volume(properties), () => output(properties)]);
  },
});

function volume({ ResourceConfig: resources }: Job): Verdict {
  const named = namesKey({ path: 'ResourceConfig.VolumeKmsKeyId', key: resources?.VolumeKmsKeyId });
  if (named.status === 'COMPLIANT') return named;
  const groups = resources?.InstanceGroups;
  const takesKey = some(
    groups?.length ? groups : [{ InstanceType: resources?.InstanceType }],
    (group) => !hasLocalStorage(group.InstanceType),
    () => notApplicable('every instance has local NVMe storage, which refuses a key'),
  );
  return takesKey.status === 'COMPLIANT' ? named : takesKey;
}

function output({ OutputDataConfig: config }: Job): Verdict {
  const named = namesKey({ path: 'OutputDataConfig.KmsKeyId', key: config?.KmsKeyId });
  if (named.status === 'COMPLIANT' || !DIRECTORY_BUCKET.test(config?.S3OutputPath ?? '')) return named;
  return notApplicable('the output goes to a directory bucket, which takes no KMS key');
}
