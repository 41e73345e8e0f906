import { arnIn, pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::Gateway',
  action: 'bedrock-agentcore:ListGateways',
  async open(aws, where) {
    const { BedrockAgentCoreControlClient, ListGatewaysCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, where.region);
    return async (nextToken) => {
      const page = await client.send(new ListGatewaysCommand({ nextToken, maxResults: 1000 }));
      const rows = page.items?.map(({ gatewayId: id }) => ({
        id,
        arn: arnIn(where, 'bedrock-agentcore', `gateway/${id}`),
      }));
      return { rows, next: page.nextToken };
    };
  },
});
