import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::BrowserCustom',
  action: 'bedrock-agentcore:ListBrowsers',
  async open(aws, { region }) {
    const { BedrockAgentCoreControlClient, ListBrowsersCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListBrowsersCommand({ type: 'CUSTOM', nextToken, maxResults: 100 }));
      const rows = page.browserSummaries?.map((row) => ({ id: row.browserId, arn: row.browserArn }));
      return { rows, next: page.nextToken };
    };
  },
});
