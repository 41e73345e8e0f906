import { AwsError } from '../../errors.ts';
import { readPolicy } from '../../policy.ts';
import type { Operations } from '../../service.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import { type Bucket, invalidBucketState, open } from './_shared.ts';
import { sseS3 } from './buckets.ts';

/** Settings of a bucket, each with its own pair of requests and its own code for "none is set". */
export const settings = {
  PutBucketVersioning(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketVersioning' });
    const status = input.VersioningConfiguration.Status;
    if (status === 'Suspended' && bucket.lock !== undefined) {
      throw invalidBucketState(
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      );
    }
    if (status !== undefined) bucket.versioning = status;
    return {};
  },

  GetBucketVersioning(input, call) {
    const { versioning } = open(call, { Bucket: input.Bucket, action: 'GetBucketVersioning' });
    return versioning === undefined ? {} : { Status: versioning };
  },

  PutBucketEncryption(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutEncryptionConfiguration' });
    bucket.encryption = input.ServerSideEncryptionConfiguration.Rules ?? [];
    return {};
  },

  GetBucketEncryption(input, call) {
    const { encryption } = open(call, { Bucket: input.Bucket, action: 'GetEncryptionConfiguration' });
    return { ServerSideEncryptionConfiguration: { Rules: encryption } };
  },

  // Without a rule of its own a bucket has SSE-S3:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
  DeleteBucketEncryption(input, call) {
    open(call, { Bucket: input.Bucket, action: 'PutEncryptionConfiguration' }).encryption = sseS3();
    return {};
  },

  PutPublicAccessBlock(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketPublicAccessBlock' });
    bucket.publicAccessBlock = {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
      ...input.PublicAccessBlockConfiguration,
    };
    return {};
  },

  GetPublicAccessBlock(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'GetBucketPublicAccessBlock' });
    return {
      PublicAccessBlockConfiguration: found(bucket.publicAccessBlock, {
        code: 'NoSuchPublicAccessBlockConfiguration',
        message: 'The public access block configuration was not found',
      }),
    };
  },

  DeletePublicAccessBlock(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketPublicAccessBlock' });
    bucket.publicAccessBlock = undefined;
    return {};
  },

  PutBucketPolicy(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketPolicy' });
    bucket.policy = readPolicy(input.Policy, 'MalformedPolicy');
    return {};
  },

  GetBucketPolicy(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'GetBucketPolicy' });
    const { document } = found(bucket.policy, {
      code: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
    });
    return { Policy: document };
  },

  DeleteBucketPolicy(input, call) {
    open(call, { Bucket: input.Bucket, action: 'DeleteBucketPolicy' }).policy = undefined;
    return {};
  },

  PutBucketTagging(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketTagging' });
    bucket.tags = fromTagList(input.Tagging.TagSet);
    return {};
  },

  GetBucketTagging(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'GetBucketTagging' });
    const tags = found(bucket.tags, { code: 'NoSuchTagSet', message: 'The TagSet does not exist' });
    return { TagSet: toTagList(tags) };
  },

  DeleteBucketTagging(input, call) {
    open(call, { Bucket: input.Bucket, action: 'PutBucketTagging' }).tags = undefined;
    return {};
  },

  PutBucketOwnershipControls(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketOwnershipControls' });
    bucket.ownership = input.OwnershipControls;
    return {};
  },

  GetBucketOwnershipControls(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'GetBucketOwnershipControls' });
    return {
      OwnershipControls: found(bucket.ownership, {
        code: 'OwnershipControlsNotFoundError',
        message: 'The bucket ownership controls were not found',
      }),
    };
  },

  DeleteBucketOwnershipControls(input, call) {
    open(call, { Bucket: input.Bucket, action: 'PutBucketOwnershipControls' }).ownership = undefined;
    return {};
  },

  PutBucketLogging(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketLogging' });
    bucket.logging = input.BucketLoggingStatus.LoggingEnabled;
    return {};
  },

  GetBucketLogging(input, call) {
    const { logging } = open(call, { Bucket: input.Bucket, action: 'GetBucketLogging' });
    return logging === undefined ? {} : { LoggingEnabled: logging };
  },

  PutObjectLockConfiguration(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'PutBucketObjectLockConfiguration' });
    if (bucket.versioning !== 'Enabled') {
      throw invalidBucketState(
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    }
    const { ObjectLockEnabled, Rule } = input.ObjectLockConfiguration ?? {};
    const retention = Rule?.DefaultRetention;
    const isWhole =
      retention === undefined ||
      (retention.Mode !== undefined && (retention.Days === undefined) !== (retention.Years === undefined));
    if ((bucket.lock === undefined && ObjectLockEnabled !== 'Enabled') || !isWhole) {
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed', 400);
    }
    bucket.lock = { DefaultRetention: retention };
    return {};
  },

  GetObjectLockConfiguration(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'GetBucketObjectLockConfiguration' });
    const { DefaultRetention } = found(bucket.lock, {
      code: 'ObjectLockConfigurationNotFoundError',
      message: 'Object Lock configuration does not exist for this bucket',
    });
    return {
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        ...(DefaultRetention && { Rule: { DefaultRetention } }),
      },
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

function found<T extends Bucket[keyof Bucket]>(
  setting: T | undefined,
  { code, message }: { code: string; message: string },
): T {
  if (setting === undefined) throw new AwsError(code, message, 404);
  return setting;
}
