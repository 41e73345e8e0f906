import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::S3Vectors::VectorBucketPolicy',
  handlerActions: ['s3vectors:GetVectorBucketPolicy'],
  unread: { VectorBucketName: WRITE_ONLY },
  identifier: (ref) => arnOf(ref, 's3vectors', `bucket/${ref.id}`),
  arn: arnUnder('VectorBucketArn'),
});
