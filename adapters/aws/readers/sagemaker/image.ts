import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::Image';

const renames = {
  Description: 'ImageDescription',
  DisplayName: 'ImageDisplayName',
  RoleArn: 'ImageRoleArn',
};

export default defineReader({
  type,
  actions: ['sagemaker:DescribeImage', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeImageCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeImage', () =>
      client.send(new DescribeImageCommand({ ImageName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.ImageArn);
    return {
      properties: { ...toCloudFormation(answer, type, renames), Tags },
      id: answer.ImageName,
      arn: answer.ImageArn,
      createdAt: answer.CreationTime,
      status: answer.ImageStatus,
    };
  },
});
