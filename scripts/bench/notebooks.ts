import { CreateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  ListTagsCommand,
  paginateListNotebookInstances,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { createPool } from '../../cli/scan/pool.ts';

/** As many as `scan` reads at once. */
const AT_ONCE = 16;

/** So many notebooks of one role, with a tag each. */
export async function makeNotebooks(
  sageMaker: SageMakerClient,
  iam: IAMClient,
  count: number,
): Promise<void> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'notebooks', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  for (let index = 0; index < count; index += 1) {
    await sageMaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: `notebook-${index}`,
        InstanceType: 'ml.t3.medium',
        RoleArn: Role?.Arn,
        Tags: [{ Key: 'team', Value: 'research' }],
      }),
    );
  }
}

/** Lists all, and reads each with its tags. */
export async function readEachNotebook(client: SageMakerClient): Promise<void> {
  const pool = createPool(AT_ONCE);
  const reads: Promise<unknown>[] = [];
  for await (const { NotebookInstances = [] } of paginateListNotebookInstances({ client }, {})) {
    for (const { NotebookInstanceName, NotebookInstanceArn: ResourceArn } of NotebookInstances) {
      const read = pool(async () => {
        await client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }));
        await client.send(new ListTagsCommand({ ResourceArn }));
      });
      reads.push(read);
    }
  }
  await Promise.all(reads);
}
