import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::Bedrock::AgentAlias',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:agent-alias/${AgentId}/${AgentAliasId}',
  references: [{ path: 'AgentId', type: 'AWS::Bedrock::Agent' }],
  readOnly: { AgentAliasId: 'string', AgentAliasArn: 'string' },
});
