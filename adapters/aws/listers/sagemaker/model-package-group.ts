import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::ModelPackageGroup',
  action: 'sagemaker:ListModelPackageGroups',
  async open(aws, { region }) {
    const { ListModelPackageGroupsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListModelPackageGroupsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.ModelPackageGroupSummaryList?.map((row) => ({
        id: row.ModelPackageGroupName,
        arn: row.ModelPackageGroupArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
