import { BedrockClient, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/model-invocation-logging-configuration.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, readOf, refOf } from '../../kit.ts';

const id = 'bedrock-model-invocation-logging-configuration/eu-central-1';
const ref = refOf('AWS::Bedrock::ModelInvocationLoggingConfiguration', id, {
  arn: `arn:aws:assay:eu-central-1:111122223333:${id}`,
  synthetic: true,
});

describe('AWS::Bedrock::ModelInvocationLoggingConfiguration', () => {
  readerContract({
    reader,
    main: { service: 'bedrock', operation: 'GetModelInvocationLoggingConfiguration' },
    async make({ door }) {
      await door.client(BedrockClient).send(
        new PutModelInvocationLoggingConfigurationCommand({
          loggingConfig: {
            s3Config: { bucketName: 'logs', keyPrefix: 'bedrock' },
            cloudWatchConfig: { logGroupName: 'bedrock', roleArn: 'arn:aws:iam::111122223333:role/Log' },
            imageDataDeliveryEnabled: false,
          },
        }),
      );
      return ref;
    },
    properties: {
      S3Config: { BucketName: 'logs', KeyPrefix: 'bedrock' },
      CloudWatchConfig: { LogGroupName: 'bedrock', RoleArn: 'arn:aws:iam::111122223333:role/Log' },
      TextDataDeliveryEnabled: true,
      ImageDataDeliveryEnabled: false,
    },
  });

  it('exists, empty, where logging is off', async () => {
    const resource = readOf(await reader.read(ref, emulatedAws().aws), reader);
    expect(resource.properties).toEqual({});
    expect(resource).toMatchObject({ id, arn: ref.arn, synthetic: true, region: 'eu-central-1' });
  });
});
