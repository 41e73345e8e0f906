import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the bucket. */
export const bucketLoggingShape = {
  members: { Bucket: 'string', DestinationBucketName: 'string', LogFilePrefix: 'string' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::S3::BucketLogging',
  service: 's3',
  role: 'supporting',
  ours: true,
  shape: bucketLoggingShape,
  references: [{ path: 'Bucket', type: 'AWS::S3::Bucket' }],
  attaches: {
    to: 'AWS::S3::Bucket',
    by: 'Bucket',
    as: 'LoggingConfiguration',
    how: 'set',
    what: ['DestinationBucketName', 'LogFilePrefix'],
  },
  terraform: [
    {
      type: 'aws_s3_bucket_logging',
      properties: {
        target_bucket: 'DestinationBucketName',
        target_prefix: 'LogFilePrefix',
      },
    },
  ],
});
