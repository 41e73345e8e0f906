import { defineLister } from '../../lister.ts';
import { eachRow } from '../../pages.ts';

export default defineLister({
  type: 'AWS::Bedrock::DataSource',
  actions: ['bedrock:ListDataSources', 'bedrock:ListKnowledgeBases'],
  async *list({ where, aws, ask, askBelow }) {
    const { BedrockAgentClient, ListDataSourcesCommand, ListKnowledgeBasesCommand } = await import(
      '../../clients/bedrock-agent.ts'
    );
    const client = aws.client(BedrockAgentClient, where.region);
    const knowledgeBases = eachRow(async (nextToken) => {
      const input = { nextToken, maxResults: 1000 };
      const page = await ask('bedrock:ListKnowledgeBases', () =>
        client.send(new ListKnowledgeBasesCommand(input)),
      );
      return { rows: page.knowledgeBaseSummaries, next: page.nextToken };
    });
    for await (const { knowledgeBaseId = '' } of knowledgeBases) {
      const dataSources = eachRow(async (nextToken) => {
        const input = { knowledgeBaseId, nextToken, maxResults: 1000 };
        const page = await askBelow('bedrock:ListDataSources', () =>
          client.send(new ListDataSourcesCommand(input)),
        );
        return { rows: page?.dataSourceSummaries, next: page?.nextToken };
      });
      for await (const { dataSourceId } of dataSources) {
        if (dataSourceId) yield { id: dataSourceId, parent: { knowledgeBaseId } };
      }
    }
  },
});
