import {
  BedrockClient,
  CreateModelCustomizationJobCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { bucket } from './bucket.ts';
import { type DoorCase, from } from './door.ts';
import { guardrailCases } from './guardrails.ts';
import { KEY } from './key.ts';
import { tagged, untaggedPlan } from './tags.ts';

const bedrock = ({ door }: EmulatedAws) => door.client(BedrockClient);

const customModel = (customModelKmsKeyId: string | undefined): DoorCase => ({
  name: customModelKmsKeyId ? 'a custom model with an owner, under a key' : 'a custom model without either',
  type: 'AWS::Bedrock::CustomModel',
  async make(emulated) {
    await bedrock(emulated).send(
      new CreateModelCustomizationJobCommand({
        jobName: 'tune',
        customModelName: 'tuned',
        baseModelIdentifier: 'amazon.titan-text-express-v1',
        roleArn: 'arn:aws:iam::111122223333:role/Tune',
        trainingDataConfig: { s3Uri: 's3://training/data.jsonl' },
        outputDataConfig: { s3Uri: 's3://training/out/' },
        customModelKmsKeyId,
        ...(customModelKmsKeyId && { customModelTags: tagged.camelList }),
      }),
    );
  },
  plan: [
    {
      address: 'aws_bedrock_custom_model.judged',
      after: {
        job_name: 'tune',
        custom_model_name: 'tuned',
        base_model_identifier: 'amazon.titan-text-express-v1',
        role_arn: 'arn:aws:iam::111122223333:role/Tune',
        hyperparameters: { epochCount: '1' },
        training_data_config: [{ s3_uri: 's3://training/data.jsonl' }],
        output_data_config: [{ s3_uri: 's3://training/out/' }],
        validation_data_config: [],
        vpc_config: [],
        custom_model_kms_key_id: customModelKmsKeyId ?? null,
        customization_type: null,
        ...(customModelKmsKeyId ? tagged.plan : untaggedPlan),
      },
      unknown: { custom_model_arn: true, job_arn: true, job_status: true },
    },
  ],
  verdicts: {
    'bedrock-custom-model-kms-cmk': customModelKmsKeyId ? 'COMPLIANT' : 'NON_COMPLIANT',
    'bedrock-custom-model-tagged': customModelKmsKeyId ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
});

const loggingTo = (name: string, key: string | undefined): DoorCase => ({
  name: key
    ? 'logging everything to a bucket under a key'
    : 'logging no pictures, to a bucket as S3 encrypts it',
  type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  async make(emulated) {
    await bucket(emulated, name, { key });
    await bedrock(emulated).send(
      new PutModelInvocationLoggingConfigurationCommand({
        loggingConfig: {
          s3Config: { bucketName: name, keyPrefix: 'bedrock' },
          imageDataDeliveryEnabled: key !== undefined,
        },
      }),
    );
  },
  plan: [
    {
      address: 'aws_bedrock_model_invocation_logging_configuration.judged',
      after: {
        logging_config: [
          {
            cloudwatch_config: [],
            audio_data_delivery_enabled: true,
            embedding_data_delivery_enabled: true,
            image_data_delivery_enabled: key !== undefined,
            text_data_delivery_enabled: true,
            video_data_delivery_enabled: true,
            s3_config: [{ key_prefix: 'bedrock', bucket_name: null }],
          },
        ],
      },
      unknown: { logging_config: [{ s3_config: [{ bucket_name: true }] }] },
      expressions: { logging_config: [{ s3_config: [{ bucket_name: from('aws_s3_bucket.logs.id') }] }] },
    },
    { address: 'aws_s3_bucket.logs', after: { bucket: name } },
    {
      address: 'aws_s3_bucket_server_side_encryption_configuration.logs',
      after: {
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { kms_master_key_id: key ?? null, sse_algorithm: key ? 'aws:kms' : 'AES256' },
            ],
            bucket_key_enabled: null,
          },
        ],
      },
      unknown: { bucket: true },
      expressions: { bucket: from('aws_s3_bucket.logs.id') },
    },
  ],
  verdicts: {
    'bedrock-invocation-logging-all-modalities': key ? 'COMPLIANT' : 'NON_COMPLIANT',
    'bedrock-invocation-logging-enabled': 'COMPLIANT',
    'bedrock-invocation-logs-encrypted-cmk': key ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
});

const loggingNowhere: DoorCase = {
  name: 'logging without a destination',
  type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  make: (emulated) =>
    bedrock(emulated).send(
      new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: { textDataDeliveryEnabled: true } }),
    ),
  plan: [
    {
      address: 'aws_bedrock_model_invocation_logging_configuration.judged',
      after: {
        logging_config: [{ cloudwatch_config: [], s3_config: [], text_data_delivery_enabled: true }],
      },
    },
  ],
  verdicts: {
    'bedrock-invocation-logging-all-modalities': 'NOT_APPLICABLE',
    'bedrock-invocation-logging-enabled': 'NON_COMPLIANT',
    'bedrock-invocation-logs-encrypted-cmk': 'NOT_APPLICABLE',
  },
};

export const bedrockCases: readonly DoorCase[] = [
  ...guardrailCases,
  customModel(KEY),
  customModel(undefined),
  loggingTo('invocations', KEY),
  loggingTo('invocations', undefined),
  loggingNowhere,
];
