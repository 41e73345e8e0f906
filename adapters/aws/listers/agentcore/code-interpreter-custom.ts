import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
  action: 'bedrock-agentcore:ListCodeInterpreters',
  async open(aws, { region }) {
    const { BedrockAgentCoreControlClient, ListCodeInterpretersCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, region);
    return async (nextToken) => {
      const page = await client.send(
        new ListCodeInterpretersCommand({ type: 'CUSTOM', nextToken, maxResults: 100 }),
      );
      const rows = page.codeInterpreterSummaries?.map((row) => ({
        id: row.codeInterpreterId,
        arn: row.codeInterpreterArn,
      }));
      return { rows, next: page.nextToken };
    };
  },
});
