import {
  BedrockClient,
  type LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/invocation-logging-all-modalities.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';
const REF = refOf(TYPE, `model-invocation-logging-configuration/${REGION}`);

const s3Config = { bucketName: 'invocations', keyPrefix: 'bedrock' };
const cloudWatchConfig = {
  logGroupName: '/bedrock/invocations',
  roleArn: 'arn:aws:iam::111122223333:role/Logging',
  largeDataDeliveryS3Config: { bucketName: 'invocations', keyPrefix: 'large' },
};

const logging = (loggingConfig: LoggingConfig) => async (door: Emulated) => {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  const s3 = door.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: s3Config.bucketName, CreateBucketConfiguration }));
  const { logGroupName } = cloudWatchConfig;
  await door.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
  const command = new PutModelInvocationLoggingConfigurationCommand({ loggingConfig });
  await door.client(BedrockClient).send(command);
  return REF;
};

const scene = {
  name: 'no pictures, to a bucket',
  rule: 'bedrock-invocation-logging-all-modalities',
  make: logging({ s3Config, imageDataDeliveryEnabled: false }),
} as const;

const flags = fc
  .record({
    textDataDeliveryEnabled: fc.boolean(),
    imageDataDeliveryEnabled: fc.boolean(),
    embeddingDataDeliveryEnabled: fc.boolean(),
    videoDataDeliveryEnabled: fc.boolean(),
    audioDataDeliveryEnabled: fc.boolean(),
  })
  .filter((each) => Object.values(each).includes(false));

const destinations = fc.constantFrom({ s3Config }, { cloudWatchConfig }, { s3Config, cloudWatchConfig });

itPutsRight(
  remediation,
  [
    scene,
    {
      ...scene,
      name: 'no text, to a log group',
      make: logging({ cloudWatchConfig, textDataDeliveryEnabled: false }),
    },
  ],
  {
    anyScene: fc
      .tuple(flags, destinations)
      .map(([each, where]) => ({ ...scene, make: logging({ ...where, ...each }) })),
  },
);

describe('where nothing is logged', () => {
  it.each([
    ['no configuration', {}],
    ['flags without a destination', { loggingConfig: { textDataDeliveryEnabled: false } }],
  ])('%s: it is refused, as there is nowhere to log more to', (_name, before) => {
    const resource = { ...REF, source: 'live' as const, properties: {} };
    const options = { kmsKeyArn: undefined, tags: {} };
    const draft = remediation.plan({ resource, before, rule: scene.rule, observations: [], options });
    expect(draft).toEqual({ refused: expect.stringContaining('no invocation is logged') });
  });
});
