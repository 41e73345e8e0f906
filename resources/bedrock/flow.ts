import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::Flow',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:flow/${FlowId}',
  idFrom: firstSegmentAfter('bedrock', 'flow/'),
  references: [
    { path: 'ExecutionRoleArn', type: 'AWS::IAM::Role' },
    { path: 'CustomerEncryptionKeyArn', type: 'AWS::KMS::Key' },
    { path: 'DefinitionS3Location.Bucket', type: 'AWS::S3::Bucket' },
  ],
  readOnly: { Id: 'string', Arn: 'string', Status: 'string' },
  terraform: [{ type: 'aws_bedrockagent_flow', properties: {} }],
});
