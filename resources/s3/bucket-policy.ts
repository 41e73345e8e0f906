import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::S3::BucketPolicy',
  service: 's3',
  role: 'supporting',
  references: [{ path: 'Bucket', type: 'AWS::S3::Bucket' }],
  attaches: {
    to: 'AWS::S3::Bucket',
    by: 'Bucket',
    as: 'PolicyDocument',
    how: 'set',
    what: { value: 'PolicyDocument' },
  },
  terraform: [
    {
      type: 'aws_s3_bucket_policy',
      properties: {
        policy: 'PolicyDocument',
      },
    },
  ],
});
