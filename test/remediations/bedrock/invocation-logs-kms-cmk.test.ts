import {
  BedrockClient,
  type LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  S3Client,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/invocation-logs-kms-cmk.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';
const REF = refOf(TYPE, `model-invocation-logging-configuration/${REGION}`);
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const s3Config = { bucketName: 'invocations' };
const cloudWatchConfig = {
  logGroupName: '/bedrock/invocations',
  roleArn: 'arn:aws:iam::111122223333:role/Logging',
};
const large = (bucketName: string) => ({
  cloudWatchConfig: { ...cloudWatchConfig, largeDataDeliveryS3Config: { bucketName } },
});

type Rule = ServerSideEncryptionRule;

const logging = (loggingConfig: LoggingConfig, rule?: Rule) => async (door: Emulated) => {
  const s3 = door.client(S3Client);
  for (const Bucket of ['invocations', 'large']) {
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    if (rule) {
      const ServerSideEncryptionConfiguration = { Rules: [rule] };
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    }
  }
  const { logGroupName } = cloudWatchConfig;
  await door.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
  const command = new PutModelInvocationLoggingConfigurationCommand({ loggingConfig });
  await door.client(BedrockClient).send(command);
  return REF;
};

const scene = {
  name: 'a bucket as S3 encrypts it',
  rule: 'bedrock-invocation-logs-encrypted-cmk',
  make: logging({ s3Config }),
  options: { kmsKeyArn: KEY },
} as const;

const destinations = fc.constantFrom<LoggingConfig>(
  { s3Config },
  { cloudWatchConfig },
  { s3Config, cloudWatchConfig },
  { s3Config, ...large('invocations') },
  { s3Config, ...large('large') },
);
const encryptions = fc.constantFrom<Rule | undefined>(
  undefined,
  { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
  {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: 'alias/aws/s3' },
    BucketKeyEnabled: false,
  },
);

itPutsRight(
  remediation,
  [
    scene,
    { ...scene, name: 'a log group without a key', make: logging({ cloudWatchConfig }) },
    {
      ...scene,
      name: 'a log group, and two buckets beside it',
      make: logging({ s3Config, ...large('large') }),
    },
  ],
  {
    anyScene: fc
      .tuple(destinations, encryptions)
      .map(([where, rule]) => ({ ...scene, make: logging(where, rule) })),
  },
);

describe('what is planned', () => {
  const names = { S3Config: 'invocations', CloudWatchConfig: '/bedrock/invocations' };
  const AT_BUCKET = 'S3Config.BucketName → ServerSideEncryptionByDefault.SSEAlgorithm';
  const AT_GROUP = 'CloudWatchConfig.LogGroupName → KmsKeyId';
  const planned = (before: JsonObject, path: string | undefined, kmsKeyArn: string | undefined = KEY) =>
    remediation.plan({
      resource: { ...REF, source: 'live', properties: {} },
      before: { names, ...before },
      rule: scene.rule,
      observations: path === undefined ? [] : [{ path, expected: 'a key', actual: null }],
      options: { kmsKeyArn, tags: {} },
    });

  it('changes the default of the bucket, and no other member of its rule', () => {
    const byDefault = { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: 'alias/aws/s3' };
    const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true };
    const after = { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: KEY };
    expect(planned({ buckets: { invocations: [rule] } }, AT_BUCKET)).toMatchObject({
      changes: [{ path: 'S3Config.BucketName → ServerSideEncryptionByDefault', before: byDefault, after }],
      steps: [
        {
          call: {
            input: {
              ServerSideEncryptionConfiguration: {
                Rules: [{ ApplyServerSideEncryptionByDefault: after, BucketKeyEnabled: true }],
              },
            },
          },
          undo: { call: { input: { ServerSideEncryptionConfiguration: { Rules: [rule] } } } },
        },
      ],
    });
  });

  it('gives a log group back the key that it had', () => {
    expect(planned({ logGroups: { '/bedrock/invocations': 'alias/aws/logs' } }, AT_GROUP)).toMatchObject({
      steps: [{ undo: { call: { operation: 'AssociateKmsKey', input: { kmsKeyId: 'alias/aws/logs' } } } }],
    });
  });

  it.each([
    ['a bucket that is not there', { buckets: {} }, AT_BUCKET, 'not there'],
    ['a log group that is not there', { logGroups: {} }, AT_GROUP, 'not there'],
    ['a finding without observations', {}, undefined, 'names no destination'],
  ])('%s is refused', (_name, before, path, because) => {
    expect(planned(before, path)).toEqual({ refused: expect.stringContaining(because) });
  });

  it('is refused without a key in the settings', () => {
    const resource = { ...REF, source: 'live' as const, properties: {} };
    const asked = { resource, before: { names }, rule: scene.rule, observations: [] };
    expect(remediation.plan({ ...asked, options: { kmsKeyArn: undefined, tags: {} } })).toEqual({
      refused: expect.stringContaining('no KMS key'),
    });
  });
});
