import { arnIn, pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Bedrock::KnowledgeBase',
  action: 'bedrock:ListKnowledgeBases',
  async open(aws, where) {
    const { BedrockAgentClient, ListKnowledgeBasesCommand } = await import('../../clients/bedrock-agent.ts');
    const client = aws.client(BedrockAgentClient, where.region);
    return async (nextToken) => {
      const page = await client.send(new ListKnowledgeBasesCommand({ nextToken, maxResults: 1000 }));
      const rows = page.knowledgeBaseSummaries?.map(({ knowledgeBaseId: id }) => ({
        id,
        arn: arnIn(where, 'bedrock', `knowledge-base/${id}`),
      }));
      return { rows, next: page.nextToken };
    };
  },
});
