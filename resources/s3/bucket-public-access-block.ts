import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the bucket. */
export const bucketPublicAccessBlockShape = {
  members: {
    Bucket: 'string',
    BlockPublicAcls: 'boolean',
    BlockPublicPolicy: 'boolean',
    IgnorePublicAcls: 'boolean',
    RestrictPublicBuckets: 'boolean',
  },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::S3::BucketPublicAccessBlock',
  service: 's3',
  role: 'supporting',
  ours: true,
  shape: bucketPublicAccessBlockShape,
  references: [{ path: 'Bucket', type: 'AWS::S3::Bucket' }],
  attaches: {
    to: 'AWS::S3::Bucket',
    by: 'Bucket',
    as: 'PublicAccessBlockConfiguration',
    how: 'set',
    what: ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
  },
  terraform: [
    {
      type: 'aws_s3_bucket_public_access_block',
      properties: {},
    },
  ],
});
