import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::QBusiness::Application',
  service: 'qbusiness',
  role: 'ai',
  arnPattern: 'arn:${Partition}:qbusiness:${Region}:${Account}:application/${ApplicationId}',
  idFrom: firstSegmentAfter('qbusiness', 'application/'),
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'EncryptionConfiguration.KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  readOnly: { ApplicationId: 'string', Status: 'string' },
});
