import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Kendra::Index',
  service: 'kendra',
  role: 'ai',
  arnPattern: 'arn:${Partition}:kendra:${Region}:${Account}:index/${IndexId}',
  idFrom: firstSegmentAfter('kendra', 'index/'),
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'ServerSideEncryptionConfiguration.KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  readOnly: { Id: 'string' },
  terraform: [{ type: 'aws_kendra_index', properties: {} }],
});
