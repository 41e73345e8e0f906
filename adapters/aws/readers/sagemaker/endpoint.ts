import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader, WRITE_ONLY } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::Endpoint';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeEndpoint', 'sagemaker:ListTags'],
  unread: {
    ExcludeRetainedVariantProperties: WRITE_ONLY,
    RetainAllVariantProperties: WRITE_ONLY,
    RetainDeploymentConfig: WRITE_ONLY,
  },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeEndpointCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeEndpoint', () =>
      client.send(new DescribeEndpointCommand({ EndpointName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.EndpointArn);
    return {
      properties: { ...toCloudFormation(answer, type, { LastDeploymentConfig: 'DeploymentConfig' }), Tags },
      id: answer.EndpointName,
      arn: answer.EndpointArn,
      createdAt: answer.CreationTime,
      status: answer.EndpointStatus,
    };
  },
});
