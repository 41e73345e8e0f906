import { defineLister } from '../../lister.ts';
import { eachRow } from '../../pages.ts';

export default defineLister({
  type: 'AWS::BedrockAgentCore::GatewayTarget',
  actions: ['bedrock-agentcore:ListGatewayTargets', 'bedrock-agentcore:ListGateways'],
  async *list({ where, aws, ask, askBelow }) {
    const { BedrockAgentCoreControlClient, ListGatewaysCommand, ListGatewayTargetsCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, where.region);
    const gateways = eachRow(async (nextToken) => {
      const page = await ask('bedrock-agentcore:ListGateways', () =>
        client.send(new ListGatewaysCommand({ nextToken, maxResults: 1000 })),
      );
      return { rows: page.items, next: page.nextToken };
    });
    for await (const { gatewayId: gatewayIdentifier = '' } of gateways) {
      const targets = eachRow(async (nextToken) => {
        const page = await askBelow('bedrock-agentcore:ListGatewayTargets', () =>
          client.send(new ListGatewayTargetsCommand({ gatewayIdentifier, nextToken, maxResults: 1000 })),
        );
        return { rows: page?.items, next: page?.nextToken };
      });
      for await (const { targetId } of targets) {
        if (targetId) yield { id: targetId, parent: { gatewayIdentifier } };
      }
    }
  },
});
