import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Comprehend::DocumentClassifier',
  service: 'comprehend',
  role: 'ai',
  arnPattern: 'arn:${Partition}:comprehend:${Region}:${Account}:document-classifier/${Name}',
  idFrom: firstSegmentAfter('comprehend', 'document-classifier/'),
  names: ['DocumentClassifierName'],
  references: [
    { path: 'DataAccessRoleArn', type: 'AWS::IAM::Role' },
    { path: 'ModelKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'InputDataConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'OutputDataConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'OutputDataConfig.KmsKeyId', type: 'AWS::KMS::Key' },
  ],
});
