import type { Reading } from '../../reader.ts';

const ACTION = 'bedrock-agentcore:ListTagsForResource';

/** Tags of any AgentCore resource, as a map. */
export async function agentcoreTags(reading: Reading<typeof ACTION>, resourceArn: string | undefined) {
  const { ref, aws, aside } = reading;
  const { BedrockAgentCoreControlClient, ListTagsForResourceCommand } = await import(
    '../../clients/agentcore.ts'
  );
  const client = aws.client(BedrockAgentCoreControlClient, ref.region);
  return aside(ACTION, async (): Promise<Record<string, string>> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    return tags ?? {};
  });
}
