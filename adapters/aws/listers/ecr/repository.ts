import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::ECR::Repository',
  action: 'ecr:DescribeRepositories',
  async open(aws, { region }) {
    const { ECRClient, DescribeRepositoriesCommand } = await import('../../clients/ecr.ts');
    const client = aws.client(ECRClient, region);
    return async (nextToken) => {
      const page = await client.send(new DescribeRepositoriesCommand({ nextToken, maxResults: 1000 }));
      const rows = page.repositories?.map(({ repositoryName: id, repositoryArn: arn }) => ({ id, arn }));
      return { rows, next: page.nextToken };
    };
  },
});
