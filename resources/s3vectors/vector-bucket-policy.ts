import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::S3Vectors::VectorBucketPolicy',
  service: 's3vectors',
  role: 'ai',
  arnPattern: 'arn:${Partition}:s3vectors:${Region}:${Account}:bucket/${VectorBucketName}',
  idFrom: firstSegmentAfter('s3vectors', 'bucket/'),
  references: [{ path: 'VectorBucketName', type: 'AWS::S3Vectors::VectorBucket' }],
});
