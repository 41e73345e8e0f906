import {
  BedrockClient,
  CreateModelCustomizationJobCommand,
  ListCustomModelsCommand,
} from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/custom-model.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::Bedrock::CustomModel';
const base = 'amazon.titan-text-express-v1';

async function make({ door, world }: EmulatedAws) {
  const bedrock = door.client(BedrockClient);
  await bedrock.send(
    new CreateModelCustomizationJobCommand({
      jobName: 'tune',
      customModelName: 'tuned',
      baseModelIdentifier: base,
      roleArn: 'arn:aws:iam::111122223333:role/Tune',
      trainingDataConfig: { s3Uri: 's3://training/data.jsonl' },
      outputDataConfig: { s3Uri: 's3://training/out/' },
      customModelKmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
      hyperParameters: { epochCount: '2' },
      customModelTags: [{ key: 'team', value: 'ml' }],
    }),
  );
  world.clock.advance(2 * 60 * 60_000);
  const { modelSummaries = [] } = await bedrock.send(new ListCustomModelsCommand({}));
  const arn = modelSummaries[0]?.modelArn ?? '';
  return refOf(type, arn.split(':custom-model/')[1] ?? '', { arn });
}

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock', operation: 'GetCustomModel' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, `${base}/abcdefghijkl`),
    make,
    // Role and network come from the job that made it.
    properties: {
      ModelName: 'tuned',
      ModelKmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      TrainingDataConfig: { S3Uri: 's3://training/data.jsonl' },
      HyperParameters: { epochCount: '2' },
      RoleArn: 'arn:aws:iam::111122223333:role/Tune',
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('is found by its name too, and has its own id then', async () => {
    const emulated = emulatedAws();
    const { id, arn } = await make(emulated);
    const named = refOf(type, 'tuned', { nameOnly: true });
    const result = await reader.read(named, emulated.aws);
    expect(result).toMatchObject({ resource: { id, arn } });
    expect(result).not.toHaveProperty('resource.nameOnly');
  });

  it('does not know role and network where its job is denied', async () => {
    const emulated = emulatedAws();
    const ref = await make(emulated);
    emulated.world.faults.deny({ operation: 'GetModelCustomizationJob' });
    const denied = { $unknown: 'access denied: bedrock:GetModelCustomizationJob' };
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      resource: { properties: { RoleArn: denied, VpcConfig: denied, ModelName: 'tuned' } },
    });
  });

  it('has neither role nor network where no job made it', async () => {
    const aws = answering(({ operation }) =>
      operation === 'GetCustomModel' ? { modelName: 'imported' } : {},
    );
    const result = await reader.read(refOf(type, 'x/y'), aws);
    expect(result).toHaveProperty('resource.properties.ModelName', 'imported');
    expect(result).not.toHaveProperty('resource.properties.VpcConfig');
  });
});
