import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { bedrockAgentTags } from './_tags.ts';

const type = 'AWS::Bedrock::KnowledgeBase';

const renames = Object.fromEntries(
  ['managedKnowledgeBaseConfiguration', 'vectorKnowledgeBaseConfiguration'].flatMap((kind) => {
    const at = `knowledgeBaseConfiguration.${kind}.supplementalDataStorageConfiguration.storageLocations`;
    return [
      [at, 'SupplementalDataStorageLocations'],
      [`${at}.type`, 'SupplementalDataStorageLocationType'],
    ];
  }),
);

export default defineReader({
  type,
  actions: ['bedrock:GetKnowledgeBase', 'bedrock:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentClient, GetKnowledgeBaseCommand } = await import('../../clients/bedrock-agent.ts');
    const client = aws.client(BedrockAgentClient, ref.region);
    const { knowledgeBase } = await ask('bedrock:GetKnowledgeBase', () =>
      client.send(new GetKnowledgeBaseCommand({ knowledgeBaseId: ref.id })),
    );
    const properties = toCloudFormation(knowledgeBase ?? {}, type, renames);
    const Tags = await bedrockAgentTags(reading, knowledgeBase?.knowledgeBaseArn);
    return {
      properties: { ...properties, Tags },
      arn: knowledgeBase?.knowledgeBaseArn,
      createdAt: knowledgeBase?.createdAt,
      status: knowledgeBase?.status,
    };
  },
});
