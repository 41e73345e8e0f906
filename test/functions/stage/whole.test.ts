import {
  CreateNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { findings, played, postures } from './kit.ts';

describe('the deployment', () => {
  it('tells Security Hub of a fault, and of its end', async () => {
    const stage = await played();
    const sagemaker = stage.person.client(SageMakerClient);
    await sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: 'study',
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
        RootAccess: 'Enabled',
      }),
    );
    await stage.settle();
    expect(stage.errors).toEqual([]);
    const open = [...(await findings(stage)).values()];
    expect(open.map(({ GeneratorId, Compliance }) => `${GeneratorId} ${Compliance?.Status}`).sort()).toEqual([
      'assay/sagemaker-notebook-direct-internet-access FAILED',
      'assay/sagemaker-notebook-in-vpc FAILED',
      'assay/sagemaker-notebook-root-access FAILED',
    ]);
    await sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'study' }));
    await sagemaker.send(
      new UpdateNotebookInstanceCommand({ NotebookInstanceName: 'study', RootAccess: 'Disabled' }),
    );
    await stage.pass(120_000);
    const root = [...(await findings(stage)).values()].find(
      ({ GeneratorId }) => GeneratorId === 'assay/sagemaker-notebook-root-access',
    );
    expect(root).toMatchObject({ Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' } });
    await stage.pass(3 * 3_600_000);
    expect(stage.errors).toEqual([]);
    expect((await postures(stage)).size).toBeGreaterThan(0);
  });
});
