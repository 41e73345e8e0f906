import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::Policy',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:policy-engine/${PolicyEngineId}/policy/${PolicyId}',
  references: [{ path: 'PolicyEngineId', type: 'AWS::BedrockAgentCore::PolicyEngine' }],
  readOnly: { PolicyId: 'string', Status: 'string' },
});
