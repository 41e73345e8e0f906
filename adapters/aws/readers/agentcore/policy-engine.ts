import { isUnknown } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { tagList } from '../../tags.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::PolicyEngine';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetPolicyEngine', 'bedrock-agentcore:ListTagsForResource'],
  keyActions: ['kms:Decrypt'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetPolicyEngineCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetPolicyEngine', () =>
      client.send(new GetPolicyEngineCommand({ policyEngineId: ref.id })),
    );
    // Alone among AgentCore's types it has a list of tags in CloudFormation.
    const tags = await agentcoreTags(reading, answer.policyEngineArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags: isUnknown(tags) ? tags : tagList(tags) },
      arn: answer.policyEngineArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});
