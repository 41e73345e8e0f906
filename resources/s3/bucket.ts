import { defineResource } from '../definition.ts';
import { bucketFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::S3::Bucket',
  service: 's3',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:s3:::${BucketName}',
  idFrom: bucketFrom,
  names: ['BucketName'],
  references: [
    {
      path: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
      type: 'AWS::KMS::Key',
    },
    { path: 'LoggingConfiguration.DestinationBucketName', type: 'AWS::S3::Bucket' },
  ],
  // What a policy resource attaches; one that stands nowhere beside the bucket may stand in another template.
  readOnly: { PolicyDocument: 'json' },
  terraform: [
    {
      type: 'aws_s3_bucket',
      properties: {
        bucket: 'BucketName',
        object_lock_enabled: 'ObjectLockEnabled',
        // Deprecated for resources of their own, and read back from the bucket where nobody sets them.
        policy: 'PolicyDocument',
        'versioning[].enabled': 'VersioningConfiguration.Status',
        'server_side_encryption_configuration[].rule': 'BucketEncryption.ServerSideEncryptionConfiguration',
        'server_side_encryption_configuration[].rule[].apply_server_side_encryption_by_default':
          'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault',
        'server_side_encryption_configuration[].rule[].apply_server_side_encryption_by_default[].kms_master_key_id':
          'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
        'server_side_encryption_configuration[].rule[].apply_server_side_encryption_by_default[].sse_algorithm':
          'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
      },
      values: { 'VersioningConfiguration.Status': { true: 'Enabled', false: 'Suspended' } },
      computed: ['policy', 'versioning', 'server_side_encryption_configuration'],
    },
  ],
  events: [
    {
      source: 's3.amazonaws.com',
      names: ['CreateBucket'],
      change: 'create',
      id: ['requestParameters.bucketName'],
    },
    {
      source: 's3.amazonaws.com',
      names: [
        'PutBucketPublicAccessBlock',
        'DeleteBucketPublicAccessBlock',
        'PutBucketEncryption',
        'DeleteBucketEncryption',
        'PutBucketVersioning',
        'PutBucketLogging',
        'PutBucketLifecycle',
        'DeleteBucketLifecycle',
        'PutBucketOwnershipControls',
        'DeleteBucketOwnershipControls',
        'PutBucketObjectLockConfiguration',
        'PutBucketReplication',
        'DeleteBucketReplication',
        'PutBucketAcl',
        'PutBucketPolicy',
        'DeleteBucketPolicy',
      ],
      change: 'update',
      id: ['requestParameters.bucketName'],
    },
    {
      source: 's3.amazonaws.com',
      names: ['DeleteBucket'],
      change: 'delete',
      id: ['requestParameters.bucketName'],
    },
    {
      source: 's3.amazonaws.com',
      names: ['PutBucketTagging', 'DeleteBucketTagging'],
      change: 'tag',
      id: ['requestParameters.bucketName'],
    },
  ],
});
