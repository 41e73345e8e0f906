import {
  CreateNotebookInstanceCommand,
  type CreateNotebookInstanceCommandInput,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/notebook-settings.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';

const notebook =
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
    return refOf(TYPE, 'Churn', NotebookInstanceArn);
  };

const root = { RootAccess: 'Enabled' } as const;
const imdsv1 = {
  InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
} as const;

const settings = fc.record({
  VolumeSizeInGB: fc.integer({ min: 5, max: 100 }),
  DirectInternetAccess: fc.constantFrom('Enabled', 'Disabled'),
  InstanceType: fc.constantFrom('ml.t3.medium', 'ml.g5.xlarge'),
  DefaultCodeRepository: fc.constantFrom('https://example.com/a.git', 'repository'),
});

const scenes = [
  {
    name: 'a running notebook with root access',
    rule: 'sagemaker-notebook-root-access',
    make: notebook(root),
  },
  {
    name: 'a stopped notebook with root access',
    rule: 'sagemaker-notebook-root-access',
    make: notebook(root, true),
  },
  { name: 'a running notebook with IMDSv1', rule: 'sagemaker-notebook-imdsv2', make: notebook(imdsv1) },
] as const;

const anyScene = fc
  .record({ base: fc.constantFrom(...scenes), settings, isStopped: fc.boolean() })
  .map(({ base, settings, isStopped }) => ({
    ...base,
    make: notebook({ ...settings, ...root, ...imdsv1 }, isStopped),
  }));

itPutsRight(remediation, scenes, { anyScene });
