import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::Space';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeSpace', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { domainId: DomainId } = ref.parent ?? {};
    if (DomainId === undefined) {
      const because = `what domain the space ${ref.id} belongs to is not known`;
      return { outcome: 'failed', because, retryable: false };
    }
    const { DescribeSpaceCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeSpace', () =>
      client.send(new DescribeSpaceCommand({ DomainId, SpaceName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.SpaceArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      id: answer.SpaceName,
      arn: answer.SpaceArn,
      createdAt: answer.CreationTime,
      status: answer.Status,
    };
  },
});
