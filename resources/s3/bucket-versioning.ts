import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the bucket. */
export const bucketVersioningShape = {
  members: { Bucket: 'string', Status: 'string' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::S3::BucketVersioning',
  service: 's3',
  role: 'supporting',
  ours: true,
  shape: bucketVersioningShape,
  references: [{ path: 'Bucket', type: 'AWS::S3::Bucket' }],
  attaches: {
    to: 'AWS::S3::Bucket',
    by: 'Bucket',
    as: 'VersioningConfiguration',
    how: 'set',
    what: ['Status'],
  },
  terraform: [
    {
      type: 'aws_s3_bucket_versioning',
      properties: {
        'versioning_configuration[].status': 'Status',
      },
    },
  ],
});
