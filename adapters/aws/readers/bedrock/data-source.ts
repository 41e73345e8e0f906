import type { ResourceRef } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';

const type = 'AWS::Bedrock::DataSource';

export default defineReader({
  type,
  actions: ['bedrock:GetDataSource'],
  async read({ ref, aws, ask }) {
    const ids = idsOf(ref);
    if (ids === undefined) {
      const because = `the knowledge base of data source ${ref.id} is not known`;
      return { outcome: 'failed', because, retryable: false };
    }
    const { BedrockAgentClient, GetDataSourceCommand } = await import('../../clients/bedrock-agent.ts');
    const client = aws.client(BedrockAgentClient, ref.region);
    const { dataSource } = await ask('bedrock:GetDataSource', () =>
      client.send(new GetDataSourceCommand(ids)),
    );
    return {
      properties: toCloudFormation(dataSource ?? {}, type, { status: 'DataSourceStatus' }),
      createdAt: dataSource?.createdAt,
      status: dataSource?.status,
    };
  },
});

/** CloudFormation's identifier is `KnowledgeBaseId|DataSourceId`; an event tells the knowledge base apart. */
function idsOf({ id, parent }: ResourceRef) {
  const [first = '', second] = id.split('|');
  if (second !== undefined) return { knowledgeBaseId: first, dataSourceId: second };
  const knowledgeBaseId = parent?.['knowledgeBaseId'] ?? parent?.['KnowledgeBaseId'];
  return knowledgeBaseId === undefined ? undefined : { knowledgeBaseId, dataSourceId: id };
}
