import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::NotebookInstance';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeNotebookInstance', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeNotebookInstanceCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeNotebookInstance', () =>
      client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: ref.id })),
    );
    const properties = toCloudFormation(answer, type, {
      NotebookInstanceLifecycleConfigName: 'LifecycleConfigName',
      SecurityGroups: 'SecurityGroupIds',
    });
    const Tags = await sagemakerTags(reading, answer.NotebookInstanceArn);
    return {
      properties: { ...properties, Tags },
      id: answer.NotebookInstanceName,
      arn: answer.NotebookInstanceArn,
      createdAt: answer.CreationTime,
      status: answer.NotebookInstanceStatus,
    };
  },
});
