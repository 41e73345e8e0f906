import type { Json } from '../../../../resources/resource.ts';
import type { Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const ACTION = 'bedrock:ListTagsForResource';

/** Tags of what the control plane of Bedrock holds: guardrails, custom models. */
export async function bedrockTags(reading: Reading<typeof ACTION>, resourceARN: string | undefined) {
  const { ref, aws, aside } = reading;
  const { BedrockClient, ListTagsForResourceCommand } = await import('../../clients/bedrock.ts');
  const client = aws.client(BedrockClient, ref.region);
  return aside(ACTION, async (): Promise<Json[]> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceARN }));
    return tagList(tags);
  });
}

/** Tags of agents and knowledge bases: another client under the same IAM action, and a map. */
export async function bedrockAgentTags(reading: Reading<typeof ACTION>, resourceArn: string | undefined) {
  const { ref, aws, aside } = reading;
  const { BedrockAgentClient, ListTagsForResourceCommand } = await import('../../clients/bedrock-agent.ts');
  const client = aws.client(BedrockAgentClient, ref.region);
  return aside(ACTION, async (): Promise<Record<string, string>> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    return tags ?? {};
  });
}
