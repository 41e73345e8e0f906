import {
  CreateEndpointConfigCommand,
  type CreateEndpointConfigInput,
  CreateModelCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { KEY } from './key.ts';

async function make({ door }: EmulatedAws, asked: CreateEndpointConfigInput) {
  const sagemaker = door.client(SageMakerClient);
  const ExecutionRoleArn = 'arn:aws:iam::111122223333:role/Ml';
  await sagemaker.send(new CreateModelCommand({ ModelName: 'churn', ExecutionRoleArn }));
  await sagemaker.send(new CreateEndpointConfigCommand(asked));
}

const variant = {
  VariantName: 'a',
  ModelName: 'churn',
  InstanceType: 'ml.m5.large',
  InitialInstanceCount: 1,
} as const;

const plannedVariant = {
  variant_name: 'a',
  model_name: 'churn',
  instance_type: 'ml.m5.large',
  initial_instance_count: 1,
  initial_variant_weight: 1,
  accelerator_type: null,
  core_dump_config: [],
  enable_ssm_access: null,
  managed_instance_scaling: [],
  serverless_config: [],
};

const capture = {
  InitialSamplingPercentage: 100,
  DestinationS3Uri: 's3://captures/churn',
  CaptureOptions: [{ CaptureMode: 'Input' as const }],
};

const plannedCapture = {
  enable_capture: null,
  initial_sampling_percentage: 100,
  destination_s3_uri: 's3://captures/churn',
  capture_options: [{ capture_mode: 'Input' }],
  capture_content_type_header: [],
  kms_key_id: null,
};

const plannedAsync = (kms_key_id: string | null) => ({
  client_config: [],
  output_config: [
    {
      s3_output_path: 's3://answers/churn',
      s3_failure_path: null,
      kms_key_id,
      notification_config: [],
    },
  ],
});

const plannedConfig = {
  name: 'churn',
  async_inference_config: [],
  data_capture_config: [],
  execution_role_arn: null,
  kms_key_arn: null,
  production_variants: [plannedVariant],
  shadow_production_variants: [],
  tags: null,
};

const openConfig = {
  EndpointConfigName: 'churn',
  ProductionVariants: [variant],
} satisfies CreateEndpointConfigInput;

const goodConfig = {
  EndpointConfigName: 'churn',
  ProductionVariants: [{ ...variant, InitialInstanceCount: 2 }],
  DataCaptureConfig: { ...capture, EnableCapture: true, KmsKeyId: KEY },
  AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/churn', KmsKeyId: KEY } },
  KmsKeyId: KEY,
} satisfies CreateEndpointConfigInput;

const keylessConfig = {
  ...openConfig,
  DataCaptureConfig: { ...capture, EnableCapture: true },
  AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/churn' } },
} satisfies CreateEndpointConfigInput;

/** What the provider asks for where enable_capture is not set, though CloudFormation's default is true. */
const uncaptured = {
  ...openConfig,
  DataCaptureConfig: { ...capture, EnableCapture: false },
} satisfies CreateEndpointConfigInput;

export const endpointCases: readonly DoorCase[] = [
  {
    name: 'an endpoint configuration with a key, two instances and capture',
    type: 'AWS::SageMaker::EndpointConfig',
    make: (emulated) => make(emulated, goodConfig),
    template: { Judged: { Type: 'AWS::SageMaker::EndpointConfig', Properties: goodConfig } },
    plan: [
      {
        address: 'aws_sagemaker_endpoint_configuration.judged',
        after: {
          ...plannedConfig,
          kms_key_arn: KEY,
          production_variants: [{ ...plannedVariant, initial_instance_count: 2 }],
          data_capture_config: [{ ...plannedCapture, enable_capture: true, kms_key_id: KEY }],
          async_inference_config: [plannedAsync(KEY)],
        },
        unknown: { production_variants: [{ volume_size_in_gb: true }] },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-endpoint-async-output-kms': 'COMPLIANT',
      'sagemaker-endpoint-config-kms': 'COMPLIANT',
      'sagemaker-endpoint-data-capture-enabled': 'COMPLIANT',
      'sagemaker-endpoint-data-capture-kms': 'COMPLIANT',
      'sagemaker-endpoint-prod-instance-count': 'COMPLIANT',
    },
  },
  {
    name: 'an endpoint configuration with neither key nor spare nor capture',
    type: 'AWS::SageMaker::EndpointConfig',
    make: (emulated) => make(emulated, openConfig),
    template: { Judged: { Type: 'AWS::SageMaker::EndpointConfig', Properties: openConfig } },
    plan: [
      {
        address: 'aws_sagemaker_endpoint_configuration.judged',
        after: plannedConfig,
        unknown: { production_variants: [{ volume_size_in_gb: true }] },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-endpoint-async-output-kms': 'NOT_APPLICABLE',
      'sagemaker-endpoint-config-kms': 'NON_COMPLIANT',
      'sagemaker-endpoint-data-capture-enabled': 'NON_COMPLIANT',
      'sagemaker-endpoint-data-capture-kms': 'NOT_APPLICABLE',
      'sagemaker-endpoint-prod-instance-count': 'NON_COMPLIANT',
    },
  },
  {
    name: 'capture that Terraform is not told to switch on',
    type: 'AWS::SageMaker::EndpointConfig',
    make: (emulated) => make(emulated, uncaptured),
    template: { Judged: { Type: 'AWS::SageMaker::EndpointConfig', Properties: uncaptured } },
    plan: [
      {
        address: 'aws_sagemaker_endpoint_configuration.judged',
        after: { ...plannedConfig, data_capture_config: [plannedCapture] },
        unknown: { production_variants: [{ volume_size_in_gb: true }] },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-endpoint-async-output-kms': 'NOT_APPLICABLE',
      'sagemaker-endpoint-config-kms': 'NON_COMPLIANT',
      'sagemaker-endpoint-data-capture-enabled': 'NON_COMPLIANT',
      'sagemaker-endpoint-data-capture-kms': 'NOT_APPLICABLE',
      'sagemaker-endpoint-prod-instance-count': 'NON_COMPLIANT',
    },
  },
  {
    name: 'captures and asynchronous answers without a key',
    type: 'AWS::SageMaker::EndpointConfig',
    make: (emulated) => make(emulated, keylessConfig),
    template: { Judged: { Type: 'AWS::SageMaker::EndpointConfig', Properties: keylessConfig } },
    plan: [
      {
        address: 'aws_sagemaker_endpoint_configuration.judged',
        after: {
          ...plannedConfig,
          data_capture_config: [{ ...plannedCapture, enable_capture: true }],
          async_inference_config: [plannedAsync(null)],
        },
        unknown: { production_variants: [{ volume_size_in_gb: true }] },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-endpoint-async-output-kms': 'NON_COMPLIANT',
      'sagemaker-endpoint-config-kms': 'NON_COMPLIANT',
      'sagemaker-endpoint-data-capture-enabled': 'COMPLIANT',
      'sagemaker-endpoint-data-capture-kms': 'NON_COMPLIANT',
      'sagemaker-endpoint-prod-instance-count': 'NON_COMPLIANT',
    },
  },
];
