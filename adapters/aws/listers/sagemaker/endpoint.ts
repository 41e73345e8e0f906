import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::Endpoint',
  action: 'sagemaker:ListEndpoints',
  async open(aws, { region }) {
    const { ListEndpointsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListEndpointsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.Endpoints?.map((row) => ({ id: row.EndpointName, arn: row.EndpointArn }));
      return { rows, next: page.NextToken };
    };
  },
});
