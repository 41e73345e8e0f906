import { BedrockClient, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { CreateBucketCommand, PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/invocation-logging-enabled.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const logging = (flags?: Readonly<Record<string, boolean>>) => async (door: Emulated) => {
  const s3 = door.client(S3Client);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: 'invocations', CreateBucketConfiguration }));
  const encryption = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } as const;
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: 'invocations',
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: encryption }] },
    }),
  );
  if (flags) {
    const command = new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: flags });
    await door.client(BedrockClient).send(command);
  }
  return refOf(TYPE, `model-invocation-logging-configuration/${REGION}`);
};

const scene = {
  name: 'no logging at all',
  rule: 'bedrock-invocation-logging-enabled',
  make: logging(),
  options: { invocationLogging: { bucketName: 'invocations' } },
} as const;

const flags = fc.record({
  textDataDeliveryEnabled: fc.boolean(),
  imageDataDeliveryEnabled: fc.boolean(),
  embeddingDataDeliveryEnabled: fc.boolean(),
  videoDataDeliveryEnabled: fc.boolean(),
});

itPutsRight(
  remediation,
  [
    scene,
    { ...scene, name: 'flags without a destination', make: logging({ textDataDeliveryEnabled: false }) },
  ],
  { anyScene: flags.map((each) => ({ ...scene, make: logging(each) })) },
);
