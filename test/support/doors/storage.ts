import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import type { JsonObject } from '../../../resources/resource.ts';
import { blocking, bucket } from './bucket.ts';
import { type DoorCase, from, type Planned } from './door.ts';
import { customerKey, customerKeyIn } from './key.ts';

/** A feature group that keeps its history in the bucket, and names the key. */
const features = (rest: JsonObject) => ({
  Features: {
    Type: 'AWS::SageMaker::FeatureGroup',
    Properties: { FeatureGroupName: 'churn', OfflineStoreConfig: { S3StorageConfig: rest } },
  },
});

const plannedFeatures = (rest: JsonObject) => ({
  address: 'aws_sagemaker_feature_group.features',
  after: { feature_group_name: 'churn', offline_store_config: [{ s3_storage_config: [rest] }] },
});

const REFERRER = 'AWS::SageMaker::FeatureGroup churn';

const plannedEncryption: Planned = {
  address: 'aws_s3_bucket_server_side_encryption_configuration.judged',
  after: {
    expected_bucket_owner: null,
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }],
  },
  unknown: {
    bucket: true,
    rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }],
  },
  expressions: {
    bucket: from('aws_s3_bucket.judged.id'),
    rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: from('aws_kms_key.key.arn') }] }],
  },
};

const LET_IN = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const TLS_ONLY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const policyOf = (isGood: boolean) => ({
  Version: '2012-10-17',
  Statement: [isGood ? TLS_ONLY : LET_IN],
});

const bucketCase = (isGood: boolean): DoorCase => ({
  name: isGood ? 'a closed bucket with versions and a key' : 'an open bucket without',
  type: 'AWS::S3::Bucket',
  make: async (emulated) =>
    bucket(emulated, 'features', {
      key: isGood ? await customerKey(emulated) : undefined,
      isVersioned: isGood,
      isBlocked: isGood,
      policy: policyOf(isGood),
    }),
  template: {
    Judged: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'features',
        PublicAccessBlockConfiguration: blocking(isGood),
        ...(isGood && {
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              {
                ServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
                },
              },
            ],
          },
        }),
      },
    },
    Key: customerKeyIn.template,
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'Judged' }, PolicyDocument: policyOf(isGood) },
    },
    ...features({ S3Uri: { 'Fn::Sub': 's3://${Judged}/churn' } }),
  },
  plan: [
    {
      address: 'aws_s3_bucket.judged',
      after: { bucket: 'features', force_destroy: false, tags: null },
      unknown: {
        acl: true,
        grant: true,
        logging: true,
        object_lock_configuration: true,
        object_lock_enabled: true,
        policy: true,
        replication_configuration: true,
        server_side_encryption_configuration: true,
        versioning: true,
      },
    },
    plannedFeatures({ s3_uri: 's3://features/churn' }),
    {
      address: 'aws_s3_bucket_public_access_block.judged',
      after: {
        block_public_acls: isGood,
        block_public_policy: isGood,
        ignore_public_acls: isGood,
        restrict_public_buckets: isGood,
      },
      unknown: { bucket: true },
      expressions: { bucket: from('aws_s3_bucket.judged.id') },
    },
    {
      address: 'aws_s3_bucket_versioning.judged',
      after: { versioning_configuration: [{ status: isGood ? 'Enabled' : 'Disabled' }] },
      unknown: { bucket: true, versioning_configuration: [{ mfa_delete: true }] },
      expressions: { bucket: from('aws_s3_bucket.judged.id') },
    },
    {
      address: 'aws_s3_bucket_policy.judged',
      after: { policy: JSON.stringify(policyOf(isGood)) },
      unknown: { bucket: true },
      expressions: { bucket: from('aws_s3_bucket.judged.id') },
    },
    ...(isGood ? [plannedEncryption, customerKeyIn.plan] : []),
  ],
  referrers: [REFERRER],
  verdicts: {
    'ai-bucket-cross-account': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-bucket-kms-encryption': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-bucket-public-access-block': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-bucket-tls-only': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-training-bucket-versioned': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
});

const keyCase = (isGood: boolean): DoorCase => ({
  name: isGood ? 'a key that rotates' : 'a disabled key that never changed',
  type: 'AWS::KMS::Key',
  async make({ door }) {
    const kms = door.client(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const input = { KeyId: KeyMetadata?.KeyId };
    await (isGood ? kms.send(new EnableKeyRotationCommand(input)) : kms.send(new DisableKeyCommand(input)));
  },
  template: {
    Judged: { Type: 'AWS::KMS::Key', Properties: isGood ? { EnableKeyRotation: true } : { Enabled: false } },
    ...features({ S3Uri: 's3://features/churn', KmsKeyId: { 'Fn::GetAtt': ['Judged', 'Arn'] } }),
  },
  plan: [
    {
      address: 'aws_kms_key.judged',
      after: {
        bypass_policy_lockout_safety_check: false,
        custom_key_store_id: null,
        customer_master_key_spec: 'SYMMETRIC_DEFAULT',
        deletion_window_in_days: null,
        enable_key_rotation: isGood,
        is_enabled: isGood,
        key_usage: 'ENCRYPT_DECRYPT',
        tags: null,
        xks_key_id: null,
      },
      unknown: {
        description: true,
        key_id: true,
        multi_region: true,
        policy: true,
        rotation_period_in_days: true,
      },
    },
    {
      ...plannedFeatures({ s3_uri: 's3://features/churn' }),
      unknown: { offline_store_config: [{ s3_storage_config: [{ kms_key_id: true }] }] },
      expressions: {
        offline_store_config: [{ s3_storage_config: [{ kms_key_id: from('aws_kms_key.judged.arn') }] }],
      },
    },
  ],
  referrers: [REFERRER],
  verdicts: {
    'ai-kms-key-not-pending-deletion': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-kms-key-rotation': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
});

const logGroupName = '/bedrock/invocations';
const loggingRole = 'arn:aws:iam::111122223333:role/Logging';

const logGroupCase = (days: number): DoorCase => ({
  name: `a log group of invocations that keeps them for ${days} days`,
  type: 'AWS::Logs::LogGroup',
  async make({ door }) {
    const logs = door.client(CloudWatchLogsClient);
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
  },
  withoutTemplate: 'CloudFormation has no logging of invocations that could refer to it',
  plan: [
    {
      address: 'aws_cloudwatch_log_group.judged',
      after: {
        name: logGroupName,
        kms_key_id: null,
        retention_in_days: days,
        skip_destroy: false,
        tags: null,
      },
      unknown: { log_group_class: true, name_prefix: true },
    },
    {
      address: 'aws_bedrock_model_invocation_logging_configuration.logging',
      after: {
        logging_config: [
          {
            cloudwatch_config: [
              { large_data_delivery_s3_config: [], log_group_name: logGroupName, role_arn: loggingRole },
            ],
            s3_config: [],
          },
        ],
      },
      expressions: {
        logging_config: [
          { cloudwatch_config: [{ log_group_name: from('aws_cloudwatch_log_group.judged.name') }] },
        ],
      },
    },
  ],
  referrers: ['AWS::Bedrock::ModelInvocationLoggingConfiguration model-invocation-logging-configuration'],
  verdicts: { 'bedrock-invocation-log-retention': days < 184 ? 'NON_COMPLIANT' : 'COMPLIANT' },
});

export const storageCases: readonly DoorCase[] = [
  bucketCase(true),
  bucketCase(false),
  keyCase(true),
  keyCase(false),
  logGroupCase(365),
  logGroupCase(30),
];
