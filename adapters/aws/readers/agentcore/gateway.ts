import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::Gateway';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetGateway', 'bedrock-agentcore:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetGatewayCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetGateway', () =>
      client.send(new GetGatewayCommand({ gatewayIdentifier: ref.id })),
    );
    const Tags = await agentcoreTags(reading, answer.gatewayArn);
    return {
      properties: { ...toCloudFormation(answer, type, { gatewayId: 'GatewayIdentifier' }), Tags },
      arn: answer.gatewayArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});
