import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::NotebookInstanceLifecycleConfig';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeNotebookInstanceLifecycleConfig', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeNotebookInstanceLifecycleConfigCommand, SageMakerClient } = await import(
      '../../clients/sagemaker.ts'
    );
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeNotebookInstanceLifecycleConfig', () =>
      client.send(
        new DescribeNotebookInstanceLifecycleConfigCommand({ NotebookInstanceLifecycleConfigName: ref.id }),
      ),
    );
    const Tags = await sagemakerTags(reading, answer.NotebookInstanceLifecycleConfigArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      id: answer.NotebookInstanceLifecycleConfigName,
      arn: answer.NotebookInstanceLifecycleConfigArn,
      createdAt: answer.CreationTime,
    };
  },
});
