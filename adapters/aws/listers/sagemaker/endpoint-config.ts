import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::EndpointConfig',
  action: 'sagemaker:ListEndpointConfigs',
  async open(aws, { region }) {
    const { ListEndpointConfigsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListEndpointConfigsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.EndpointConfigs?.map((row) => ({
        id: row.EndpointConfigName,
        arn: row.EndpointConfigArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
