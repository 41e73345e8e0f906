import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::Memory',
  action: 'bedrock-agentcore:ListMemories',
  async open(aws, { region }) {
    const { BedrockAgentCoreControlClient, ListMemoriesCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListMemoriesCommand({ nextToken, maxResults: 100 }));
      const rows = page.memories?.map((row) => ({ id: row.id, arn: row.arn }));
      return { rows, next: page.nextToken };
    };
  },
});
