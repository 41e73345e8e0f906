import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/invocation-logs-encrypted-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const bucket = (byDefault: Readonly<Record<string, string>>) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] },
});
const own = bucket({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY });
const s3 = { S3Config: { BucketName: 'prompts' } };
const logs = { CloudWatchConfig: { LogGroupName: '/prompts' } };
const large = {
  CloudWatchConfig: { LogGroupName: '/prompts', LargeDataDeliveryS3Config: { BucketName: 'large' } },
};

testRule(rule, {
  COMPLIANT: {
    'a bucket with a key': { properties: s3, related: { prompts: own } },
    'dual-layer encryption': {
      properties: s3,
      related: { prompts: bucket({ SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: KEY }) },
    },
    'a log group with a key': { properties: logs, related: { '/prompts': { KmsKeyId: KEY } } },
    'every destination': {
      properties: { ...s3, ...large },
      related: { prompts: own, large: own, '/prompts': { KmsKeyId: KEY } },
    },
  },
  NON_COMPLIANT: {
    'the default encryption of S3': {
      properties: s3,
      related: { prompts: bucket({ SSEAlgorithm: 'AES256' }) },
    },
    'S3’s own encryption, with a key that it does not use': {
      properties: s3,
      related: { prompts: bucket({ SSEAlgorithm: 'AES256', KMSMasterKeyID: KEY }) },
      observations: [
        { path: 'S3Config.BucketName → ServerSideEncryptionByDefault.SSEAlgorithm', actual: 'AES256' },
      ],
    },
    'a rule without a default': {
      properties: s3,
      related: {
        prompts: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] } },
      },
    },
    'no encryption is said': { properties: s3, related: { prompts: {} } },
    'KMS with the AWS managed key': {
      properties: s3,
      related: { prompts: bucket({ SSEAlgorithm: 'aws:kms' }) },
    },
    'KMS with the AWS managed key by name': {
      properties: s3,
      related: { prompts: bucket({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' }) },
    },
    'a log group without a key': { properties: logs, related: { '/prompts': {} } },
    'large data in a plain bucket': {
      properties: large,
      related: { '/prompts': { KmsKeyId: KEY }, large: bucket({ SSEAlgorithm: 'AES256' }) },
    },
    'one plain destination beside one that cannot be read': {
      properties: { ...s3, ...logs },
      related: { '/prompts': {} },
    },
  },
  NOT_APPLICABLE: { 'logging is off': { properties: {} } },
  INSUFFICIENT_DATA: {
    'a bucket of another account': { properties: s3 },
    'one destination that cannot be read': { properties: { ...s3, ...logs }, related: { prompts: own } },
    'a destination that is not known yet': {
      properties: { S3Config: { BucketName: unknown('known only after apply') } },
    },
  },
});
