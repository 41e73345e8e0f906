import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::PolicyEngine',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:policy-engine/${PolicyEngineId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'policy-engine/'),
  references: [{ path: 'EncryptionKeyArn', type: 'AWS::KMS::Key' }],
  readOnly: { PolicyEngineId: 'string', PolicyEngineArn: 'string', Status: 'string' },
});
