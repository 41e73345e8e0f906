import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::Domain',
  action: 'sagemaker:ListDomains',
  async open(aws, { region }) {
    const { ListDomainsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListDomainsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.Domains?.map((row) => ({ id: row.DomainId, arn: row.DomainArn }));
      return { rows, next: page.NextToken };
    };
  },
});
