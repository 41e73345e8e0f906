import { BedrockClient, GetGuardrailCommand, ThrottlingException } from '@aws-sdk/client-bedrock';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeModelCommand,
  DescribePipelineCommand,
  ListModelsCommand,
  SageMakerClient,
  SageMakerServiceException,
} from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createWorld, EmulatorError, emulate } from '../../emulator/index.ts';
import { refusal } from './kit.ts';

const region = 'eu-central-1';

function opened() {
  const world = createWorld();
  return { world, sagemaker: emulate(world, { region }).client(SageMakerClient) };
}

describe('a call', () => {
  it('of an operation that is not emulated fails loudly, at once, and leaves no record', async () => {
    const { world, sagemaker } = opened();
    const error = await refusal(sagemaker.send(new DescribePipelineCommand({ PipelineName: 'p' })));
    expect(error).toBeInstanceOf(EmulatorError);
    expect(error.message).toContain('sagemaker has no operation DescribePipeline');
    expect(error).toMatchObject({ $metadata: { attempts: 1 } });
    expect(world.events).toEqual([]);
  });

  it('of a client that is not emulated fails loudly', async () => {
    class UnheardOfClient extends SageMakerClient {}
    const stranger = emulate(createWorld(), { region }).client(UnheardOfClient);
    stranger.middlewareStack.add(
      (next, context) => (args) => {
        context.clientName = 'UnheardOfClient';
        return next(args);
      },
      { step: 'initialize' },
    );
    const error = await refusal(stranger.send(new ListModelsCommand({})));
    expect(error).toBeInstanceOf(EmulatorError);
    expect(error.message).toContain('UnheardOfClient is not emulated');
  });

  it('without required members is refused with the path of each', async () => {
    const { sagemaker } = opened();
    const ProductionVariants = [{ VariantName: 'a' }, { VariantName: undefined }];
    const call = sagemaker.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: undefined, ProductionVariants }),
    );
    const error = await refusal(call);
    expect(error).toBeInstanceOf(SageMakerServiceException);
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain("2 validation errors detected: Value null at 'endpointConfigName'");
    expect(error.message).toContain("'productionVariants.2.member.variantName'");
  });

  it('shares no memory with the world, neither by its input nor by its answer', async () => {
    const { sagemaker } = opened();
    const input = { ModelName: 'm', VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] } };
    await sagemaker.send(new CreateModelCommand(input));
    input.VpcConfig.Subnets.push('subnet-2');
    const first = await sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
    first.VpcConfig?.SecurityGroupIds?.push('sg-2');
    first.CreationTime?.setFullYear(1970);
    const second = await sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
    expect(second.VpcConfig).toEqual({ Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] });
    expect(second.CreationTime?.getFullYear()).toBe(2026);
  });

  it('answers with metadata as the SDK gives it', async () => {
    const { sagemaker } = opened();
    const { $metadata } = await sagemaker.send(new ListModelsCommand({}));
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('accounts and Regions', () => {
  it('do not see each other', async () => {
    const world = createWorld();
    const at = (account: string, place: string) =>
      emulate(world, { region: place, account }).client(SageMakerClient);
    await at('111111111111', 'eu-west-1').send(new CreateModelCommand({ ModelName: 'm' }));
    const listed = async (account: string, place: string) =>
      (await at(account, place).send(new ListModelsCommand({}))).Models?.length;
    expect(await listed('111111111111', 'eu-west-1')).toBe(1);
    expect(await listed('111111111111', 'eu-west-2')).toBe(0);
    expect(await listed('222222222222', 'eu-west-1')).toBe(0);
  });

  it('share IAM across Regions', async () => {
    const world = createWorld();
    const AssumeRolePolicyDocument = '{"Statement":[]}';
    await emulate(world, { region: 'eu-west-1' })
      .client(IAMClient)
      .send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
    const elsewhere = emulate(world, { region: 'us-west-2' }).client(IAMClient);
    const { Role } = await elsewhere.send(new GetRoleCommand({ RoleName: 'r' }));
    expect(Role?.Arn).toBe('arn:aws:iam::111122223333:role/r');
    expect(world.events.map(({ awsRegion }) => awsRegion)).toEqual(['us-east-1']);
  });

  it('are those of the credentials that assume a role in another account', async () => {
    const world = createWorld();
    const home = emulate(world, { region });
    const member = emulate(world, { region, account: '222222222222' });
    const trust = { Effect: 'Allow', Principal: { AWS: world.account }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await member
      .client(IAMClient)
      .send(new CreateRoleCommand({ RoleName: 'Sweep', AssumeRolePolicyDocument }));
    const RoleArn = 'arn:aws:iam::222222222222:role/Sweep';
    const { Credentials } = await home
      .client(STSClient)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const assumed = home.client(STSClient, { credentials });
    const identity = await assumed.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('222222222222');
    expect(identity.Arn).toBe('arn:aws:sts::222222222222:assumed-role/Sweep/session');
    await home.client(SageMakerClient, { credentials }).send(new CreateModelCommand({ ModelName: 'm' }));
    const seen = await member.client(SageMakerClient).send(new ListModelsCommand({}));
    expect(seen.Models).toHaveLength(1);
    expect(world.events.at(-1)).toMatchObject({
      recipientAccountId: '222222222222',
      userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'Sweep' } } },
    });
  });
});

describe('faults', () => {
  const lookAt = (bedrock: BedrockClient) =>
    bedrock.send(new GetGuardrailCommand({ guardrailIdentifier: 'g' }));

  it('that throttle are retried by the SDK, without waiting', async () => {
    const { world, sagemaker } = opened();
    world.faults.throttle({ service: 'sagemaker', operation: 'ListModels', times: 2 });
    const { $metadata } = await sagemaker.send(new ListModelsCommand({}));
    expect($metadata).toMatchObject({ attempts: 3, totalRetryDelay: 0 });
  });

  it('that never end are given up, as the class that the SDK exports', async () => {
    const world = createWorld();
    const remove = world.faults.throttle({ service: 'bedrock' });
    const bedrock = emulate(world, { region }).client(BedrockClient);
    const error = await refusal(lookAt(bedrock));
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error).toMatchObject({ $metadata: { attempts: 3 } });
    remove();
    expect((await refusal(lookAt(bedrock))).name).toBe('ResourceNotFoundException');
  });

  it('that deny are not retried', async () => {
    const { world, sagemaker } = opened();
    world.faults.deny({ operation: 'ListModels' });
    const error = await refusal(sagemaker.send(new ListModelsCommand({})));
    expect(error).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
  });

  it('strike only where they are told to', async () => {
    const { world, sagemaker } = opened();
    const error = { name: 'InternalFailure', message: 'boom', statusCode: 500 };
    world.faults.add({ error, when: ({ input }) => JSON.stringify(input).includes('"unlucky"') });
    await sagemaker.send(new CreateModelCommand({ ModelName: 'lucky' }));
    const struck = await refusal(sagemaker.send(new CreateModelCommand({ ModelName: 'unlucky' })));
    expect(struck).toMatchObject({ name: 'InternalFailure', $fault: 'server', $metadata: { attempts: 3 } });
  });

  it('after the deed lose the answer and not the effect, so that the retry meets it', async () => {
    const { world, sagemaker } = opened();
    world.faults.throttle({ operation: 'CreateModel', stage: 'after', times: 1 });
    const error = await refusal(sagemaker.send(new CreateModelCommand({ ModelName: 'm' })));
    expect(error.message).toContain('Cannot create already existing model');
  });
});
