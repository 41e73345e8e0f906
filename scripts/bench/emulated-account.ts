import { BedrockClient, CreateGuardrailCommand } from '@aws-sdk/client-bedrock';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { type Aws, createAws } from '../../adapters/aws/aws.ts';
import { type Emulated, emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';

const REGION = 'eu-central-1';
const OF_EACH = 50;

/** An emulated account with resources in it, and the CloudTrail records of how they came to be. */
export interface Account {
  readonly aws: Aws;
  readonly records: readonly object[];
}

/** Notebooks with keys, models, guardrails and roles, fifty of each. */
export async function emulatedAccount(): Promise<Account> {
  const world = createWorld();
  const door = emulate(world, { region: REGION });
  for (let index = 0; index < OF_EACH; index += 1) await makeOneOfEach(door, index);
  world.clock.advance(60 * 60_000);
  const { config, install } = door;
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  // A key of its own concerns AI only through the notebook that names it.
  const records = world.events.filter(({ eventName }) => eventName !== 'CreateKey');
  return { aws, records: structuredClone(records) };
}

async function makeOneOfEach(door: Emulated, index: number): Promise<void> {
  const sagemaker = door.client(SageMakerClient);
  const { KeyMetadata } = await door.client(KMSClient).send(new CreateKeyCommand({}));
  const { Role } = await door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: `ml-${index}`,
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } },
        ],
      }),
    }),
  );
  await sagemaker.send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: `notebook-${index}`,
      InstanceType: 'ml.t3.medium',
      RoleArn: Role?.Arn,
      KmsKeyId: KeyMetadata?.Arn,
    }),
  );
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: `model-${index}`,
      ExecutionRoleArn: Role?.Arn,
      PrimaryContainer: { Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn:1' },
    }),
  );
  await door.client(BedrockClient).send(
    new CreateGuardrailCommand({
      name: `guardrail-${index}`,
      blockedInputMessaging: 'no',
      blockedOutputsMessaging: 'no',
      wordPolicyConfig: { managedWordListsConfig: [{ type: 'PROFANITY' }] },
    }),
  );
}
