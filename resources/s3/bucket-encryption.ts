import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the bucket. */
export const bucketEncryptionShape = {
  members: {
    Bucket: 'string',
    ServerSideEncryptionConfiguration: [
      {
        BucketKeyEnabled: 'boolean',
        ServerSideEncryptionByDefault: { KMSMasterKeyID: 'string', SSEAlgorithm: 'string' },
      },
    ],
  },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::S3::BucketEncryption',
  service: 's3',
  role: 'supporting',
  ours: true,
  shape: bucketEncryptionShape,
  references: [{ path: 'Bucket', type: 'AWS::S3::Bucket' }],
  attaches: {
    to: 'AWS::S3::Bucket',
    by: 'Bucket',
    as: 'BucketEncryption',
    how: 'set',
    what: ['ServerSideEncryptionConfiguration'],
  },
  terraform: [
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      properties: {
        rule: 'ServerSideEncryptionConfiguration',
        'rule[].apply_server_side_encryption_by_default':
          'ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault',
        'rule[].apply_server_side_encryption_by_default[].kms_master_key_id':
          'ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
        'rule[].apply_server_side_encryption_by_default[].sse_algorithm':
          'ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
      },
    },
  ],
});
