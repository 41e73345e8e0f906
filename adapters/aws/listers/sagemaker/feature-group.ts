import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::FeatureGroup',
  action: 'sagemaker:ListFeatureGroups',
  async open(aws, { region }) {
    const { ListFeatureGroupsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListFeatureGroupsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.FeatureGroupSummaries?.map((row) => ({
        id: row.FeatureGroupName,
        arn: row.FeatureGroupArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
