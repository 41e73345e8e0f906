import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::BedrockAgentCore::PolicyEngine',
  action: 'bedrock-agentcore:ListPolicyEngines',
  async open(aws, { region }) {
    const { BedrockAgentCoreControlClient, ListPolicyEnginesCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, region);
    return async (nextToken) => {
      const page = await client.send(new ListPolicyEnginesCommand({ nextToken, maxResults: 100 }));
      const rows = page.policyEngines?.map((row) => ({ id: row.policyEngineId, arn: row.policyEngineArn }));
      return { rows, next: page.nextToken };
    };
  },
});
