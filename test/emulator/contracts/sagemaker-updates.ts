import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  UpdateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { TRAINING } from './sagemaker-kinds.ts';

/** What SageMaker promises about changes to what is there. */
export function sagemakerUpdatesContract(open: () => Endpoint): void {
  it('a training job that starts, or has ended, takes no other remote debugging, but another warm pool', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const name = { TrainingJobName: 'open' };
    const RemoteDebugConfig = { EnableRemoteDebug: true };
    await sagemaker.send(new CreateTrainingJobCommand({ ...name, ...TRAINING, RemoteDebugConfig }));
    const debug = { RemoteDebugConfig: { EnableRemoteDebug: false } };
    const early = await refusal(sagemaker.send(new UpdateTrainingJobCommand({ ...name, ...debug })));
    expect(early.name).toBe('ValidationException');
    await endpoint.settle();
    const late = await refusal(sagemaker.send(new UpdateTrainingJobCommand({ ...name, ...debug })));
    expect(late.name).toBe('ValidationException');
    const ResourceConfig = { KeepAlivePeriodInSeconds: 60 };
    await sagemaker.send(new UpdateTrainingJobCommand({ ...name, ResourceConfig }));
    expect(await sagemaker.send(new DescribeTrainingJobCommand(name))).toMatchObject({
      RemoteDebugConfig,
      ResourceConfig: { InstanceCount: TRAINING.ResourceConfig.InstanceCount, ...ResourceConfig },
      TrainingJobStatus: 'Completed',
    });
  });
}
