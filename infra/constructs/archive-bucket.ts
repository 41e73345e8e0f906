import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { farAway } from './archive-roles.ts';

const guarded = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** The archive's; named where another account must know it. */
export const archiveBucket = (scope: Construct, key: Key, config: Config): Bucket =>
  lockedBucket(scope, key, {
    config,
    ...(config.archive.account !== undefined && { bucketName: farAway(scope, config).bucketName }),
  });

interface Locked {
  readonly config: Config;
  readonly bucketName?: string;
}

/** Locked, encrypted by its own key, logged. */
export function lockedBucket(scope: Construct, encryptionKey: Key, { config, bucketName }: Locked): Bucket {
  const { mode, days } = config.retention;
  const lock = Duration.days(days);
  return new Bucket(scope, 'Resource', {
    ...guarded,
    ...(bucketName !== undefined && { bucketName }),
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    objectLockEnabled: true,
    objectLockDefaultRetention:
      mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(lock) : ObjectLockRetention.governance(lock),
    serverAccessLogsBucket: accessLogs(scope, days),
    serverAccessLogsPrefix: 'archive/',
    lifecycleRules: [{ id: 'UnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
}

/** Who has read and tried to write the archive. */
function accessLogs(scope: Construct, days: number): IBucket {
  const kept = { expiration: Duration.days(days), noncurrentVersionExpiration: Duration.days(1) };
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...guarded,
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ id: 'AsLongAsTheLock', ...kept }],
  });
  acknowledge(bucket, {
    'AwsSolutions-S1': 'it is itself where access is logged: logging into itself would never end',
    'NIST.800.53.R5-S3BucketLoggingEnabled':
      'it is itself where access is logged: logging into itself would never end',
    'NIST.800.53.R5-S3DefaultEncryptionKMS': 'S3 delivers access logs into buckets with its own keys only',
  });
  // The CDK's own class is no IBucket to exactOptionalPropertyTypes.
  return bucket as IBucket;
}
