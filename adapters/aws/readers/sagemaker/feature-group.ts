import { toCloudFormation } from '../../cloudformation.ts';
import { allPages } from '../../pages.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::FeatureGroup';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeFeatureGroup', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeFeatureGroupCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const describe = (NextToken: string | undefined) =>
      ask('sagemaker:DescribeFeatureGroup', () =>
        client.send(new DescribeFeatureGroupCommand({ FeatureGroupName: ref.id, NextToken })),
      );
    const answer = await describe(undefined);
    // A page holds 2,500 features.
    const FeatureDefinitions = await allPages(async (token) => {
      const page = token === undefined ? answer : await describe(token);
      return { rows: page.FeatureDefinitions, next: page.NextToken };
    });
    const Tags = await sagemakerTags(reading, answer.FeatureGroupArn);
    return {
      properties: { ...toCloudFormation({ ...answer, FeatureDefinitions }, type), Tags },
      id: answer.FeatureGroupName,
      arn: answer.FeatureGroupArn,
      createdAt: answer.CreationTime,
      status: answer.FeatureGroupStatus,
    };
  },
});
