import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::BedrockAgentCore::Memory',
  service: 'bedrock-agentcore',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:memory/${MemoryId}',
  idFrom: firstSegmentAfter('bedrock-agentcore', 'memory/'),
  references: [
    { path: 'EncryptionKeyArn', type: 'AWS::KMS::Key' },
    { path: 'MemoryExecutionRoleArn', type: 'AWS::IAM::Role' },
    {
      path: 'MemoryStrategies[].CustomMemoryStrategy.Configuration.SelfManagedConfiguration.InvocationConfiguration.PayloadDeliveryBucketName',
      type: 'AWS::S3::Bucket',
    },
  ],
  readOnly: { MemoryId: 'string', MemoryArn: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagentcore_memory',
      properties: {},
    },
  ],
});
