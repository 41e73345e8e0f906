import {
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated, World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/training-job-remote-debug-off.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::SageMaker::TrainingJob';
const DAY = 24 * 3600 * 1000;

const job =
  (input: Partial<CreateTrainingJobCommandInput> = {}) =>
  async (door: Emulated, world: World) => {
    world.settleMs = 5 * DAY;
    const { TrainingJobArn } = await door.client(SageMakerClient).send(
      new CreateTrainingJobCommand({
        TrainingJobName: 'Churn',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
        AlgorithmSpecification: { TrainingInputMode: 'File' },
        OutputDataConfig: { S3OutputPath: 's3://models/churn' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
        RemoteDebugConfig: { EnableRemoteDebug: true },
        ...input,
      }),
    );
    return refOf(TYPE, 'Churn', TrainingJobArn);
  };

const scene = {
  name: 'a job that is open for debugging',
  rule: 'sagemaker-training-job-remote-debug-disabled',
  make: job(),
} as const;

const settings = fc.record(
  {
    EnableNetworkIsolation: fc.boolean(),
    EnableInterContainerTrafficEncryption: fc.boolean(),
    HyperParameters: fc.constant({ epochs: '3' }),
    Environment: fc.constant({ LOG_LEVEL: 'info' }),
    VpcConfig: fc.constant({ Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] }),
    ProfilerConfig: fc.constant({ S3OutputPath: 's3://models/profile' }),
    Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene], {
  anyScene: settings.map((each) => ({
    ...scene,
    make: job(each as unknown as Partial<CreateTrainingJobCommandInput>),
  })),
});

describe('a job that takes no other configuration', () => {
  it.each(['Starting', 'Uploading', 'Completed'])('%s is left', async (SecondaryStatus) => {
    const RemoteDebugConfig = { EnableRemoteDebug: true };
    const resource = {
      ...refOf(TYPE, 'Churn'),
      source: 'live',
      properties: { SecondaryStatus, RemoteDebugConfig },
    } as const;
    const before = await remediation.read(resource, async () => ({ SecondaryStatus, RemoteDebugConfig }));
    expect(
      remediation.plan({
        resource,
        before,
        rule: scene.rule,
        observations: [],
        options: { kmsKeyArn: undefined, tags: {} },
      }),
    ).toEqual({
      refused: `the job is ${SecondaryStatus}: it can be updated while it is Downloading or Training`,
    });
  });
});
