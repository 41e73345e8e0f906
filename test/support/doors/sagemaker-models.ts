import {
  CreateModelCommand,
  type CreateModelInput,
  CreateTrainingJobCommand,
  type CreateTrainingJobRequest,
  DescribeTrainingJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { KEY } from './key.ts';

const sagemaker = ({ door }: EmulatedAws) => door.client(SageMakerClient);

const ROLE = 'arn:aws:iam::111122223333:role/Ml';
const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn@sha256:1';
const TOKEN = `hf_${'abcdefghijklmnopq'.repeat(2)}`;
const CONFIG = 'AWS::SageMaker::EndpointConfig churn';

const model = { ModelName: 'churn', ExecutionRoleArn: ROLE };

const closedModel = {
  ...model,
  EnableNetworkIsolation: true,
  VpcConfig: { Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] },
  PrimaryContainer: {
    Image: IMAGE,
    ImageConfig: { RepositoryAccessMode: 'Vpc' },
    Environment: { LOG_LEVEL: 'info' },
  },
} satisfies CreateModelInput;

const openModel = {
  ...model,
  Containers: [{ Image: IMAGE }, { Image: IMAGE, Environment: { HF_TOKEN: TOKEN } }],
} satisfies CreateModelInput;

const plannedContainer = {
  image: IMAGE,
  container_hostname: null,
  environment: null,
  image_config: [],
  inference_specification_name: null,
  mode: 'SingleModel',
  model_data_url: null,
  model_package_name: null,
  multi_model_config: [],
};

const plannedModel = {
  name: 'churn',
  execution_role_arn: ROLE,
  container: [],
  enable_network_isolation: null,
  primary_container: [],
  tags: null,
  vpc_config: [],
};

const computed = { model_data_source: true, additional_model_data_source: true };

/** One that serves it, as a template and a plan have to say it. */
const servedInTemplate = {
  Config: {
    Type: 'AWS::SageMaker::EndpointConfig',
    Properties: { ProductionVariants: [{ ModelName: { 'Fn::GetAtt': ['Judged', 'ModelName'] } }] },
  },
};

const servedInPlan = {
  address: 'aws_sagemaker_endpoint_configuration.config',
  after: { name: 'churn', production_variants: [{ variant_name: 'a', model_name: 'churn' }] },
};

const models: readonly DoorCase[] = [
  {
    name: 'an isolated model in a VPC',
    type: 'AWS::SageMaker::Model',
    make: (emulated) => sagemaker(emulated).send(new CreateModelCommand(closedModel)),
    template: { Judged: { Type: 'AWS::SageMaker::Model', Properties: closedModel } },
    plan: [
      {
        address: 'aws_sagemaker_model.judged',
        after: {
          ...plannedModel,
          enable_network_isolation: true,
          vpc_config: [{ subnets: ['subnet-0a1b2c3d'], security_group_ids: ['sg-0a1b2c3d'] }],
          primary_container: [
            {
              ...plannedContainer,
              environment: { LOG_LEVEL: 'info' },
              image_config: [{ repository_access_mode: 'Vpc', repository_auth_config: [] }],
            },
          ],
        },
        unknown: { inference_execution_config: true, primary_container: [computed] },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-model-env-no-secrets': 'COMPLIANT',
      'sagemaker-model-from-approved-package': 'NOT_APPLICABLE',
      'sagemaker-model-in-vpc': 'COMPLIANT',
      'sagemaker-model-network-isolation': 'COMPLIANT',
      'sagemaker-model-private-registry': 'COMPLIANT',
    },
  },
  {
    name: 'an open pipeline of containers that is served',
    type: 'AWS::SageMaker::Model',
    make: (emulated) => sagemaker(emulated).send(new CreateModelCommand(openModel)),
    template: { Judged: { Type: 'AWS::SageMaker::Model', Properties: openModel }, ...servedInTemplate },
    plan: [
      {
        address: 'aws_sagemaker_model.judged',
        after: {
          ...plannedModel,
          container: [plannedContainer, { ...plannedContainer, environment: { HF_TOKEN: TOKEN } }],
        },
        unknown: { inference_execution_config: true, container: [computed, computed] },
      },
      servedInPlan,
    ],
    isWholeInEvent: true,
    referrers: [CONFIG],
    verdicts: {
      'sagemaker-model-env-no-secrets': 'NON_COMPLIANT',
      'sagemaker-model-from-approved-package': 'NON_COMPLIANT',
      'sagemaker-model-in-vpc': 'NON_COMPLIANT',
      'sagemaker-model-network-isolation': 'NON_COMPLIANT',
      'sagemaker-model-private-registry': 'NON_COMPLIANT',
    },
  },
];

const job = {
  TrainingJobName: 'churn',
  RoleArn: ROLE,
  AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
  OutputDataConfig: { S3OutputPath: 's3://models/churn' },
  ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 30 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  RemoteDebugConfig: { EnableRemoteDebug: true },
} satisfies CreateTrainingJobRequest;

const closedJob = {
  ...job,
  OutputDataConfig: { ...job.OutputDataConfig, KmsKeyId: KEY },
  ResourceConfig: { ...job.ResourceConfig, VolumeKmsKeyId: KEY },
  VpcConfig: { Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] },
  EnableNetworkIsolation: true,
  EnableInterContainerTrafficEncryption: true,
  RemoteDebugConfig: { EnableRemoteDebug: false },
} satisfies CreateTrainingJobRequest;

const jobCase = (name: string, asked: CreateTrainingJobRequest, status: 'COMPLIANT' | 'NON_COMPLIANT') =>
  ({
    name,
    type: 'AWS::SageMaker::TrainingJob',
    make: (emulated) => sagemaker(emulated).send(new CreateTrainingJobCommand(asked)),
    isWholeInEvent: true,
    describe: (emulated) =>
      sagemaker(emulated).send(new DescribeTrainingJobCommand({ TrainingJobName: 'churn' })),
    verdicts: {
      'sagemaker-training-job-in-vpc': status,
      'sagemaker-training-job-intercontainer-encryption': status,
      'sagemaker-training-job-kms': status,
      'sagemaker-training-job-network-isolation': status,
      'sagemaker-training-job-remote-debug-disabled': status,
    },
  }) satisfies DoorCase;

export const modelCases: readonly DoorCase[] = [
  ...models,
  jobCase('a closed training job', closedJob, 'COMPLIANT'),
  jobCase('an open training job', job, 'NON_COMPLIANT'),
];
