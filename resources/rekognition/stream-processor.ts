import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Rekognition::StreamProcessor',
  service: 'rekognition',
  role: 'ai',
  arnPattern: 'arn:${Partition}:rekognition:${Region}:${Account}:streamprocessor/${Name}',
  idFrom: firstSegmentAfter('rekognition', 'streamprocessor/'),
  names: ['Name'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'KmsKeyId', type: 'AWS::KMS::Key' },
  ],
});
