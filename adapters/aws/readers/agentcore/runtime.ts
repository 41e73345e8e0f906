import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::Runtime';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetAgentRuntime', 'bedrock-agentcore:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetAgentRuntimeCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetAgentRuntime', () =>
      client.send(new GetAgentRuntimeCommand({ agentRuntimeId: ref.id })),
    );
    const protocolConfiguration = answer.protocolConfiguration?.serverProtocol;
    const Tags = await agentcoreTags(reading, answer.agentRuntimeArn);
    return {
      properties: { ...toCloudFormation({ ...answer, protocolConfiguration }, type), Tags },
      arn: answer.agentRuntimeArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});
