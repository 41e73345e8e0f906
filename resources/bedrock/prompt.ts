import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::Prompt',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:prompt/${PromptId}',
  idFrom: firstSegmentAfter('bedrock', 'prompt/'),
  references: [{ path: 'CustomerEncryptionKeyArn', type: 'AWS::KMS::Key' }],
  readOnly: { Id: 'string', Arn: 'string' },
  terraform: [{ type: 'aws_bedrockagent_prompt', properties: {} }],
});
