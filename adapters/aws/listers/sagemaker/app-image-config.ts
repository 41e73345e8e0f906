import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::AppImageConfig',
  action: 'sagemaker:ListAppImageConfigs',
  async open(aws, { region }) {
    const { ListAppImageConfigsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListAppImageConfigsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.AppImageConfigs?.map((row) => ({
        id: row.AppImageConfigName,
        arn: row.AppImageConfigArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
