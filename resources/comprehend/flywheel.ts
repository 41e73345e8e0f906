import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Comprehend::Flywheel',
  service: 'comprehend',
  role: 'ai',
  arnPattern: 'arn:${Partition}:comprehend:${Region}:${Account}:flywheel/${FlywheelName}',
  idFrom: firstSegmentAfter('comprehend', 'flywheel/'),
  names: ['FlywheelName'],
  references: [
    { path: 'DataAccessRoleArn', type: 'AWS::IAM::Role' },
    { path: 'DataLakeS3Uri', type: 'AWS::S3::Bucket' },
    { path: 'DataSecurityConfig.ModelKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'DataSecurityConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'DataSecurityConfig.DataLakeKmsKeyId', type: 'AWS::KMS::Key' },
  ],
});
