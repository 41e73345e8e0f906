import { arnIn, pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::Space',
  action: 'sagemaker:ListSpaces',
  async open(aws, where) {
    const { ListSpacesCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, where.region);
    return async (NextToken) => {
      const page = await client.send(new ListSpacesCommand({ NextToken, MaxResults: 100 }));
      const rows = page.Spaces?.map(({ DomainId: domainId = '', SpaceName: id }) => ({
        id,
        arn: arnIn(where, 'sagemaker', `space/${domainId}/${id}`),
        parent: { domainId },
      }));
      return { rows, next: page.NextToken };
    };
  },
});
