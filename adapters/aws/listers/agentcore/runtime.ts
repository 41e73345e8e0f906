import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::Runtime',
  action: 'bedrock-agentcore:ListAgentRuntimes',
  async open(aws, { region }) {
    const { BedrockAgentCoreControlClient, ListAgentRuntimesCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListAgentRuntimesCommand({ nextToken, maxResults: 100 }));
      const rows = page.agentRuntimes?.map((row) => ({ id: row.agentRuntimeId, arn: row.agentRuntimeArn }));
      return { rows, next: page.nextToken };
    };
  },
});
