import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Comprehend::EntityRecognizer',
  service: 'comprehend',
  role: 'ai',
  arnPattern: 'arn:${Partition}:comprehend:${Region}:${Account}:entity-recognizer/${Name}',
  idFrom: firstSegmentAfter('comprehend', 'entity-recognizer/'),
  references: [
    { path: 'DataAccessRoleArn', type: 'AWS::IAM::Role' },
    { path: 'ModelKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'InputDataConfig.Documents.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'InputDataConfig.Annotations.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'InputDataConfig.EntityList.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'InputDataConfig.AugmentedManifests[].S3Uri', type: 'AWS::S3::Bucket' },
  ],
  terraform: [
    {
      type: 'aws_comprehend_entity_recognizer',
      properties: {
        name: 'RecognizerName',
      },
    },
  ],
});
