import { ComprehendClient, CreateEntityRecognizerCommand } from '@aws-sdk/client-comprehend';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/comprehend/entity-recognizer.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::Comprehend::EntityRecognizer';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

async function make({ door }: EmulatedAws, VersionName?: string) {
  const { EntityRecognizerArn: arn = '' } = await door.client(ComprehendClient).send(
    new CreateEntityRecognizerCommand({
      RecognizerName: 'parts',
      VersionName,
      LanguageCode: 'en',
      DataAccessRoleArn: 'arn:aws:iam::111122223333:role/Comprehend',
      InputDataConfig: { EntityTypes: [{ Type: 'PART' }], Documents: { S3Uri: 's3://docs/train' } },
      ModelKmsKeyId: KEY,
      VolumeKmsKeyId: KEY,
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
      Tags: [{ Key: 'team', Value: 'ml' }],
    }),
  );
  return refOf(type, arn.split(':entity-recognizer/')[1] ?? '', { arn });
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'comprehend', operation: 'DescribeEntityRecognizer' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    make,
    missing: refOf(type, 'parts'),
    properties: {
      RecognizerName: 'parts',
      LanguageCode: 'en',
      DataAccessRoleArn: 'arn:aws:iam::111122223333:role/Comprehend',
      InputDataConfig: { EntityTypes: [{ Type: 'PART' }], Documents: { S3Uri: 's3://docs/train' } },
      ModelKmsKeyId: KEY,
      VolumeKmsKeyId: KEY,
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('tells its version from its name', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated, '2');
    expect(await reader.read({ ...ref, id: 'parts/version/2' }, emulated.aws)).toMatchObject({
      resource: { properties: { RecognizerName: 'parts', VersionName: '2' } },
    });
  });
});
