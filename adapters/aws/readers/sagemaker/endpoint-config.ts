import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::EndpointConfig';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeEndpointConfig', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeEndpointConfigCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeEndpointConfig', () =>
      client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.EndpointConfigArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      id: answer.EndpointConfigName,
      arn: answer.EndpointConfigArn,
      createdAt: answer.CreationTime,
    };
  },
});
