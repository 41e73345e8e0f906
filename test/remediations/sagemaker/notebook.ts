import {
  CreateNotebookInstanceCommand,
  type CreateNotebookInstanceCommandInput,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import { refOf } from '../kit.ts';

/** Makes a notebook that runs, or is stopped. */
export const notebook =
  (input: Partial<CreateNotebookInstanceCommandInput>, isStopped = false) =>
  async (door: Emulated, world: World) => {
    const client = door.client(SageMakerClient);
    const { NotebookInstanceArn } = await client.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: 'Churn',
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/notebook',
        SubnetId: 'subnet-1',
        SecurityGroupIds: ['sg-1'],
        DirectInternetAccess: 'Disabled',
        KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1',
        Tags: [{ Key: 'team', Value: 'churn' }],
        ...input,
      }),
    );
    world.clock.advance(600_000);
    if (isStopped) await client.send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'Churn' }));
    return refOf('AWS::SageMaker::NotebookInstance', 'Churn', NotebookInstanceArn);
  };

/** Whatever else may be set. */
export const otherSettings: fc.Arbitrary<Partial<CreateNotebookInstanceCommandInput>> = fc.record({
  VolumeSizeInGB: fc.integer({ min: 5, max: 100 }),
  DirectInternetAccess: fc.constantFrom('Enabled', 'Disabled'),
  InstanceType: fc.constantFrom('ml.t3.medium', 'ml.g5.xlarge'),
  DefaultCodeRepository: fc.constantFrom('https://example.com/a.git', 'repository'),
  RootAccess: fc.constantFrom('Enabled', 'Disabled'),
});
