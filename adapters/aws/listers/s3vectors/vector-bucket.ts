import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::S3Vectors::VectorBucket',
  handlerActions: ['s3vectors:ListVectorBuckets'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'bucket/'), arn }),
});
