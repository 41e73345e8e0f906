import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Bedrock::Guardrail',
  action: 'bedrock:ListGuardrails',
  async open(aws, { region }) {
    const { BedrockClient, ListGuardrailsCommand } = await import('../../clients/bedrock.ts');
    const client = aws.client(BedrockClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListGuardrailsCommand({ nextToken, maxResults: 1000 }));
      const rows = page.guardrails?.map(({ id, arn }) => ({ id, arn }));
      return { rows, next: page.nextToken };
    };
  },
});
