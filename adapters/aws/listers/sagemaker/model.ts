import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::Model',
  action: 'sagemaker:ListModels',
  async open(aws, { region }) {
    const { ListModelsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListModelsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.Models?.map((row) => ({ id: row.ModelName, arn: row.ModelArn }));
      return { rows, next: page.NextToken };
    };
  },
});
