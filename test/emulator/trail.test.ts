import {
  BedrockClient,
  CreateGuardrailCommand,
  CreateModelCustomizationJobCommand,
  DeleteGuardrailCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
import { BedrockAgentClient, CreateAgentCommand } from '@aws-sdk/client-bedrock-agent';
import {
  BedrockAgentCoreControlClient,
  CreatePolicyEngineCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import {
  CreateModelCommand,
  DeleteModelCommand,
  ListModelsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { createWorld, emulate, type TrailRecord } from '../../emulator/index.ts';
import { refusal } from './kit.ts';

const region = 'us-west-2';
const USER = 'arn:aws:iam::111122223333:user/intern';
const GUARDRAIL = { name: 'secret', blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };

function opened(principal?: string) {
  const world = createWorld({ now: new Date('2026-03-04T05:06:07.890Z') });
  const door = emulate(world, principal === undefined ? { region } : { region, principal });
  return { world, door };
}

it('a write leaves the record that CloudTrail would deliver', async () => {
  const { world, door } = opened(USER);
  const PrimaryContainer = { Image: 'image:1', Environment: { Key: 'Value' } };
  await door
    .client(SageMakerClient)
    .send(new CreateModelCommand({ ModelName: 'My-Model', PrimaryContainer }));
  expect(world.events).toHaveLength(1);
  expect(world.events[0]).toMatchObject({
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', arn: USER, userName: 'intern', accountId: '111122223333' },
    eventTime: '2026-03-04T05:06:07Z',
    eventSource: 'sagemaker.amazonaws.com',
    eventName: 'CreateModel',
    awsRegion: region,
    // Only members are put in lower case, not the keys of a map.
    requestParameters: {
      modelName: 'My-Model',
      primaryContainer: { image: 'image:1', environment: { Key: 'Value' } },
    },
    responseElements: { modelArn: `arn:aws:sagemaker:${region}:111122223333:model/my-model` },
    readOnly: false,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
  });
});

it('a refused write leaves a record with its error and no response', async () => {
  const { world, door } = opened();
  await refusal(door.client(SageMakerClient).send(new DeleteModelCommand({ ModelName: 'none' })));
  expect(world.events[0]).toMatchObject({
    eventName: 'DeleteModel',
    errorCode: 'ValidationException',
    errorMessage: expect.stringContaining('Could not find model'),
    requestParameters: { modelName: 'none' },
    responseElements: null,
  });
});

it('a successful delete has no response either', async () => {
  const { world, door } = opened();
  const sagemaker = door.client(SageMakerClient);
  await sagemaker.send(new CreateModelCommand({ ModelName: 'm' }));
  await sagemaker.send(new DeleteModelCommand({ ModelName: 'm' }));
  expect(world.events[1]).toMatchObject({ eventName: 'DeleteModel', responseElements: null });
  expect(world.events[1]).not.toHaveProperty('errorCode');
});

it('reads leave a record only when all events are asked for', async () => {
  const { world, door } = opened();
  const sagemaker = door.client(SageMakerClient);
  await sagemaker.send(new ListModelsCommand({}));
  expect(world.events).toEqual([]);
  world.readWriteType = 'All';
  await sagemaker.send(new ListModelsCommand({}));
  expect(world.events).toMatchObject([{ eventName: 'ListModels', readOnly: true, responseElements: null }]);
});

it('a guardrail is recorded by its identifiers alone, its name hidden', async () => {
  const { world, door } = opened();
  const bedrock = door.client(BedrockClient);
  const { guardrailId: guardrailIdentifier } = await bedrock.send(new CreateGuardrailCommand(GUARDRAIL));
  world.clock.advance(60_000);
  await bedrock.send(new UpdateGuardrailCommand({ guardrailIdentifier, ...GUARDRAIL }));
  await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier }));
  const name = 'HIDDEN_DUE_TO_SECURITY_REASONS';
  expect(world.events.map(({ requestParameters }) => requestParameters)).toEqual([
    { name },
    { guardrailIdentifier, name },
    { guardrailIdentifier },
  ]);
  expect(world.events[1]?.responseElements).toMatchObject({
    guardrailId: guardrailIdentifier,
    version: 'DRAFT',
  });
});

it('a customization job is recorded without role, key and network', async () => {
  const { world, door } = opened();
  await door.client(BedrockClient).send(
    new CreateModelCustomizationJobCommand({
      jobName: 'job',
      customModelName: 'model',
      roleArn: 'arn:aws:iam::111122223333:role/r',
      baseModelIdentifier: 'amazon.titan-text-express-v1',
      trainingDataConfig: { s3Uri: 's3://bucket/train' },
      outputDataConfig: { s3Uri: 's3://bucket/out' },
    }),
  );
  expect(world.events[0]?.requestParameters).toEqual({ jobName: 'job', customModelName: 'model' });
});

it('what the model marks sensitive is hidden', async () => {
  const { world, door } = opened();
  const instruction = 'You know the secret of the house and never tell it.';
  await door.client(BedrockAgentClient).send(new CreateAgentCommand({ agentName: 'a', instruction }));
  expect(world.events[0]).toMatchObject({ eventSource: 'bedrock.amazonaws.com' });
  expect(JSON.stringify(world.events)).not.toContain(instruction);
});

it('AgentCore prints a header among the elements of its response', async () => {
  const { world, door } = opened();
  await door.client(BedrockAgentCoreControlClient).send(new CreatePolicyEngineCommand({ name: 'engine' }));
  expect(world.events[0]).toMatchObject({
    eventSource: 'bedrock-agentcore.amazonaws.com',
    responseElements: { 'Access-Control-Expose-Headers': expect.any(String), name: 'engine' },
  });
});

it('listeners hear every record until they are removed', async () => {
  const { world, door } = opened();
  const heard: TrailRecord[] = [];
  const remove = world.onEvent((record) => heard.push(record));
  const sagemaker = door.client(SageMakerClient);
  await sagemaker.send(new CreateModelCommand({ ModelName: 'a' }));
  remove();
  await sagemaker.send(new CreateModelCommand({ ModelName: 'b' }));
  expect(heard.map(({ requestParameters }) => requestParameters)).toEqual([{ modelName: 'a' }]);
});

it('two worlds that live the same have the same records', async () => {
  const lived = async () => {
    const { world, door } = opened();
    await door.client(BedrockClient).send(new CreateGuardrailCommand(GUARDRAIL));
    return world.events;
  };
  expect(await lived()).toEqual(await lived());
});
