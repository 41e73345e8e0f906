import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::OpenSearchServerless::Collection',
  action: 'aoss:ListCollections',
  async open(aws, { region }) {
    const { OpenSearchServerlessClient, ListCollectionsCommand } = await import(
      '../../clients/opensearch-serverless.ts'
    );
    const client = aws.client(OpenSearchServerlessClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListCollectionsCommand({ nextToken, maxResults: 100 }));
      const rows = page.collectionSummaries?.map(({ id, arn }) => ({ id, arn }));
      return { rows, next: page.nextToken };
    };
  },
});
