import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::Model';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeModel', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeModelCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeModel', () =>
      client.send(new DescribeModelCommand({ ModelName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.ModelArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      id: answer.ModelName,
      arn: answer.ModelArn,
      createdAt: answer.CreationTime,
    };
  },
});
