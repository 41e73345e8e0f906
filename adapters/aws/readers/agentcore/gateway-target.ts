import type { ResourceRef } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';

const type = 'AWS::BedrockAgentCore::GatewayTarget';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetGatewayTarget'],
  async read({ ref, aws, ask }) {
    const gatewayIdentifier = gatewayOf(ref);
    if (gatewayIdentifier === undefined) {
      const because = `the gateway of target ${ref.id} is not known`;
      return { outcome: 'failed', because, retryable: false };
    }
    const { BedrockAgentCoreControlClient, GetGatewayTargetCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetGatewayTarget', () =>
      client.send(new GetGatewayTargetCommand({ gatewayIdentifier, targetId: ref.id })),
    );
    return {
      properties: { ...toCloudFormation(answer, type), GatewayIdentifier: gatewayIdentifier },
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});

/** By id, as CloudFormation has it, where a call named it by its ARN. */
function gatewayOf({ parent }: ResourceRef): string | undefined {
  const named = parent?.['gatewayIdentifier'] ?? parent?.['GatewayIdentifier'];
  return named?.split('/').at(-1);
}
