import { arnIn, pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Bedrock::Agent',
  action: 'bedrock:ListAgents',
  async open(aws, where) {
    const { BedrockAgentClient, ListAgentsCommand } = await import('../../clients/bedrock-agent.ts');
    const client = aws.client(BedrockAgentClient, where.region);
    return async (nextToken) => {
      const page = await client.send(new ListAgentsCommand({ nextToken, maxResults: 1000 }));
      const rows = page.agentSummaries?.map(({ agentId: id }) => ({
        id,
        arn: arnIn(where, 'bedrock', `agent/${id}`),
      }));
      return { rows, next: page.nextToken };
    };
  },
});
