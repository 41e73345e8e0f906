import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::S3Vectors::VectorBucket',
  handlerActions: ['s3vectors:GetVectorBucket', 's3vectors:ListTagsForResource'],
  identifier: (ref) => arnOf(ref, 's3vectors', `bucket/${ref.id}`),
  arn: arnUnder('VectorBucketArn'),
  createdAt: 'CreationTime',
});
