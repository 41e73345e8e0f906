import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { memoryStrategy } from './_memory-strategy.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::Memory';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetMemory', 'bedrock-agentcore:ListTagsForResource'],
  keyActions: ['kms:Decrypt'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetMemoryCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const { memory } = await ask('bedrock-agentcore:GetMemory', () =>
      client.send(new GetMemoryCommand({ memoryId: ref.id })),
    );
    const memoryStrategies = memory?.strategies?.map(memoryStrategy);
    const Tags = await agentcoreTags(reading, memory?.arn);
    const properties = toCloudFormation({ ...memory, memoryStrategies }, type, {
      arn: 'MemoryArn',
      id: 'MemoryId',
    });
    return {
      properties: { ...properties, Tags },
      arn: memory?.arn,
      createdAt: memory?.createdAt,
      status: memory?.status,
    };
  },
});
