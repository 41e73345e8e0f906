import {
  CreateNotebookInstanceCommand,
  DeleteNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  ListNotebookInstancesCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

/** What SageMaker promises about notebook instances. */
export function notebookInstanceContract(open: () => Endpoint): void {
  const given = (endpoint: Endpoint, name: string) => ({
    NotebookInstanceName: name,
    InstanceType: 'ml.t3.medium' as const,
    RoleArn: `arn:aws:iam::${endpoint.account}:role/Notebook`,
  });
  const statusOf = async (sagemaker: SageMakerClient, name: string) =>
    (await sagemaker.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name })))
      .NotebookInstanceStatus;

  describe('a notebook instance', () => {
    it('is created with the defaults of the API and an ARN in lower case', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      const arn = `arn:aws:sagemaker:${endpoint.region}:${endpoint.account}:notebook-instance/mynotebook`;
      const created = await sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, 'MyNotebook')));
      expect(created.NotebookInstanceArn).toBe(arn);
      await endpoint.settle();
      const described = await sagemaker.send(
        new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'MyNotebook' }),
      );
      expect(described).toMatchObject({
        NotebookInstanceArn: arn,
        NotebookInstanceName: 'MyNotebook',
        NotebookInstanceStatus: 'InService',
        DirectInternetAccess: 'Enabled',
        RootAccess: 'Enabled',
        VolumeSizeInGB: 5,
      });
    });

    it('is stopped, updated, started and deleted', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      const name = { NotebookInstanceName: 'life' };
      await sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, 'life')));
      await endpoint.settle();
      await sagemaker.send(new StopNotebookInstanceCommand(name));
      await endpoint.settle();
      expect(await statusOf(sagemaker, 'life')).toBe('Stopped');
      await sagemaker.send(new UpdateNotebookInstanceCommand({ ...name, RootAccess: 'Disabled' }));
      await endpoint.settle();
      expect(await sagemaker.send(new DescribeNotebookInstanceCommand(name))).toMatchObject({
        RootAccess: 'Disabled',
        NotebookInstanceStatus: 'Stopped',
      });
      await sagemaker.send(new StartNotebookInstanceCommand(name));
      await endpoint.settle();
      expect(await statusOf(sagemaker, 'life')).toBe('InService');
      await sagemaker.send(new StopNotebookInstanceCommand(name));
      await endpoint.settle();
      await sagemaker.send(new DeleteNotebookInstanceCommand(name));
      await endpoint.settle();
      const error = await refusal(sagemaker.send(new DescribeNotebookInstanceCommand(name)));
      expect(error).toMatchObject({ name: 'ValidationException', message: 'RecordNotFound' });
    });

    it('cannot be deleted or updated while it is in service', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      const name = { NotebookInstanceName: 'busy' };
      await sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, 'busy')));
      await endpoint.settle();
      for (const call of [
        sagemaker.send(new DeleteNotebookInstanceCommand(name)),
        sagemaker.send(new UpdateNotebookInstanceCommand({ ...name, RootAccess: 'Disabled' })),
      ]) {
        const error = await refusal(call);
        expect(error.name).toBe('ValidationException');
        expect(error.message).toContain('Status (InService) not in ([Stopped, Failed])');
      }
    });

    it('is refused under a name that is taken', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      await sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, 'twice')));
      const error = await refusal(
        sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, 'twice'))),
      );
      expect(error.name).toBe('ValidationException');
      expect(error.message).toContain('Cannot create a duplicate Notebook Instance');
    });

    it('is listed, page by page', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      const names = ['list-a', 'list-b', 'list-c', 'list-d', 'list-e'];
      for (const name of names)
        await sagemaker.send(new CreateNotebookInstanceCommand(given(endpoint, name)));
      const { rows, pages } = await allPages(async (NextToken) => {
        const page = await sagemaker.send(
          new ListNotebookInstancesCommand({
            NextToken,
            MaxResults: 2,
            NameContains: 'list-',
            SortBy: 'Name',
            SortOrder: 'Ascending',
          }),
        );
        return { rows: page.NotebookInstances, token: page.NextToken };
      });
      expect(pages).toBe(3);
      expect(rows.map((row) => row.NotebookInstanceName)).toEqual(names);
    });
  });
}
