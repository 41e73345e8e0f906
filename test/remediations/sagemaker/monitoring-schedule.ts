import {
  CreateMonitoringScheduleCommand,
  type MonitoringJobDefinition,
  type MonitoringScheduleConfig,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

const least = {
  MonitoringInputs: [{ EndpointInput: { EndpointName: 'chat', LocalPath: '/opt/ml/processing/input' } }],
  MonitoringResources: {
    ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 20 },
  },
  MonitoringOutputConfig: {
    MonitoringOutputs: [{ S3Output: { S3Uri: 's3://out/', LocalPath: '/opt/ml/processing/output' } }],
  },
  MonitoringAppSpecification: { ImageUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/monitor:1' },
  RoleArn: 'arn:aws:iam::111122223333:role/Monitor',
} satisfies MonitoringJobDefinition;

/** Makes a schedule whose own job says this besides the least. */
export const schedule =
  (job: Partial<MonitoringJobDefinition> = {}, config: Partial<MonitoringScheduleConfig> = {}) =>
  async (door: Emulated) => {
    const name = 'chat-quality';
    const { MonitoringScheduleArn } = await door.client(SageMakerClient).send(
      new CreateMonitoringScheduleCommand({
        MonitoringScheduleName: name,
        MonitoringScheduleConfig: {
          ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' },
          MonitoringJobDefinition: { ...least, ...job },
          ...config,
        },
      }),
    );
    return refOf('AWS::SageMaker::MonitoringSchedule', name, MonitoringScheduleArn);
  };

export const cluster = (asked: object) => ({
  MonitoringResources: { ClusterConfig: { ...least.MonitoringResources.ClusterConfig, ...asked } },
});

export const output = (asked: object) => ({
  MonitoringOutputConfig: { ...least.MonitoringOutputConfig, ...asked },
});

export const VpcConfig = { Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] };

/** All that a job may say besides network and keys; CloudFormation knows a part of it only. */
export const anyJob: fc.Arbitrary<Partial<MonitoringJobDefinition>> = fc.record(
  {
    BaselineConfig: fc.constant({
      BaseliningJobName: 'baseline',
      ConstraintsResource: { S3Uri: 's3://baseline/constraints.json' },
    }),
    Environment: fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}$/), fc.string({ maxLength: 8 }), {
      maxKeys: 3,
    }),
    StoppingCondition: fc.record({ MaxRuntimeInSeconds: fc.integer({ min: 1, max: 3600 }) }),
    MonitoringInputs: fc.constantFrom(
      [
        {
          EndpointInput: {
            EndpointName: 'chat',
            LocalPath: '/opt/ml/processing/input',
            StartTimeOffset: '-PT2H',
            InferenceAttribute: 'answer',
          },
        },
      ],
      [
        {
          BatchTransformInput: {
            DataCapturedDestinationS3Uri: 's3://captured/',
            DatasetFormat: { Parquet: {} },
            LocalPath: '/opt/ml/processing/input',
          },
        },
      ],
    ),
  },
  { requiredKeys: [] },
);
