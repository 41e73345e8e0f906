import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListServiceSpecificCredentialsCommand,
} from '@aws-sdk/client-iam';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/contain.ts';
import { containments } from '../../../remediations/_containment/index.ts';
import { ran } from '../../support/command.ts';
import { deskKit } from '../remediation/kit.ts';
import { ACCOUNT, HERE, scanKit } from '../scan/kit.ts';

const { folder, made, world, doorIn, role } = scanKit();
const desk = deskKit();
const DENY_ALL = 'assay-containment';

const DOWN = { service: 'iam', error: { name: 'ServiceFailure', message: 'down', statusCode: 500 } } as const;

let files = 0;
const fresh = () => {
  files += 1;
  return join(folder.path, `contained-${files}.json`);
};

const contain = (...args: string[]) =>
  ran(
    (given) => run(given, { make: made, wait: async (seconds) => world().clock.advance(seconds * 1000) }),
    ...args,
    '--reason',
    'case 4711',
  );
const inRegion = ['--region', HERE];

/** Names of the inline policies. */
const inline = async (RoleName: string) => {
  const { PolicyNames = [] } = await doorIn()
    .client(IAMClient)
    .send(new ListRolePoliciesCommand({ RoleName }));
  return PolicyNames.toSorted();
};

async function documentOf(RoleName: string): Promise<unknown> {
  const get = new GetRolePolicyCommand({ RoleName, PolicyName: DENY_ALL });
  const { PolicyDocument = '' } = await doorIn().client(IAMClient).send(get);
  return JSON.parse(decodeURIComponent(PolicyDocument));
}

async function endpoint(EndpointName: string, withModel = true): Promise<void> {
  const client = doorIn().client(SageMakerClient);
  const ExecutionRoleArn = `arn:aws:iam::${ACCOUNT}:role/execution`;
  await client.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn }));
  const VariantName = 'all';
  const variant = withModel ? { VariantName, ModelName: 'm' } : { VariantName };
  await client.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'first',
      ...(!withModel && { ExecutionRoleArn }),
      ProductionVariants: [{ ...variant, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
    }),
  );
  const Tags = [{ Key: 'team', Value: 'research' }];
  await client.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'first', Tags }));
  world().clock.advance(3_600_000);
}

const described = (EndpointName: string) =>
  doorIn().client(SageMakerClient).send(new DescribeEndpointCommand({ EndpointName }));

describe('assay contain role', () => {
  it('denies it everything, and gives back what it had', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    const before = await inline('training');
    const out = fresh();
    const { status, stdout } = await contain('role', 'training', '--out', out, ...inRegion);
    expect(status).toBe(0);
    expect(stdout).toContain(`contain --undo ${out}`);
    expect(await inline('training')).toEqual([...before, DENY_ALL].sort());
    expect(await documentOf('training')).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ kind: 'role', reason: 'case 4711' });
    expect((await contain('--undo', out)).stdout).toContain('as it was before');
    expect(await inline('training')).toEqual(before);
    // Once more does no harm.
    expect((await contain('--undo', out)).status).toBe(0);
    expect(await inline('training')).toEqual(before);
  });

  it('only says what it would do where it is a dry run', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    const out = fresh();
    const { status, stdout } = await contain('role', 'training', '--dry-run', '--out', out, ...inRegion);
    expect(status).toBe(0);
    expect(stdout).toContain('iam:PutRolePolicy');
    expect(stdout).toContain('undone by\n  1. iam:DeleteRolePolicy');
    expect(await inline('training')).not.toContain(DENY_ALL);
    expect(existsSync(out)).toBe(false);
  });

  it('has nothing to do where everything is denied already, and so nothing to take back', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    await contain('role', 'training', '--out', fresh(), ...inRegion);
    const out = fresh();
    const { status, stderr } = await contain('role', 'training', '--out', out, ...inRegion);
    expect(status).toBe(1);
    expect(stderr).toContain('already');
    expect(existsSync(out)).toBe(false);
  });

  it('takes back what it did where AWS refuses', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    world().faults.deny({ service: 'iam', operation: 'PutRolePolicy' });
    const { status, stderr } = await contain('role', 'training', '--out', fresh(), ...inRegion);
    expect(status).toBe(1);
    expect(stderr).toContain('refused, and taken back');
    expect(await inline('training')).not.toContain(DENY_ALL);
  });

  it.each([
    [
      'that of the caller',
      (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
      'you could not take it back',
    ],
    ['of another account', () => 'arn:aws:iam::999999999999:role/training', 'of account 999999999999'],
    ['an ARN of something else', () => `arn:aws:iam::${ACCOUNT}:user/maya`, 'expected the name or the ARN'],
  ])('refuses %s', async (_, target, because) => {
    const [, own = ''] = /assumed-role\/([^/]+)/.exec(doorIn().principal.arn) ?? [];
    const { status, stderr } = await contain('role', target(own), ...inRegion);
    expect(status).toBe(2);
    expect(stderr).toContain(because);
  });

  it('finds no role of that name', async () => {
    const { status, stderr } = await contain('role', 'nobody', ...inRegion);
    expect(status).toBe(1);
    expect(stderr).toContain('no such role');
  });
});

describe('assay contain bedrock-keys', () => {
  it('makes active keys of Bedrock inactive, those alone, and active again', async () => {
    const iam = doorIn().client(IAMClient);
    const UserName = 'maya';
    await iam.send(new CreateUserCommand({ UserName }));
    for (const ServiceName of ['bedrock.amazonaws.com', 'codecommit.amazonaws.com'])
      await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
    const states = async () => {
      const { ServiceSpecificCredentials = [] } = await iam.send(
        new ListServiceSpecificCredentialsCommand({ UserName }),
      );
      return ServiceSpecificCredentials.map(({ ServiceName, Status }) => `${ServiceName} ${Status}`);
    };
    const out = fresh();
    expect((await contain('bedrock-keys', UserName, '--out', out, ...inRegion)).status).toBe(0);
    expect(await states()).toEqual(['bedrock.amazonaws.com Inactive', 'codecommit.amazonaws.com Active']);
    expect((await contain('--undo', out)).status).toBe(0);
    expect(await states()).toEqual(['bedrock.amazonaws.com Active', 'codecommit.amazonaws.com Active']);
  });
});

describe('assay contain endpoint', () => {
  it('takes it away, and makes it again out of its configuration, with its tags', async () => {
    await endpoint('churn');
    const before = await described('churn');
    const out = fresh();
    expect((await contain('endpoint', before.EndpointArn ?? '', '--out', out)).status).toBe(0);
    await expect(described('churn')).rejects.toThrow('Could not find');
    expect((await contain('--undo', out)).status).toBe(0);
    const after = await described('churn');
    expect(after).toMatchObject({
      EndpointArn: before.EndpointArn,
      EndpointConfigName: 'first',
      EndpointStatus: 'InService',
    });
    const list = new ListTagsCommand({ ResourceArn: after.EndpointArn });
    expect((await doorIn().client(SageMakerClient).send(list)).Tags).toEqual([
      { Key: 'team', Value: 'research' },
    ]);
  });

  it('leaves alone what could not be made again', async () => {
    await endpoint('churn', false);
    const { status, stderr } = await contain('endpoint', 'churn', '--out', fresh(), ...inRegion);
    expect(status).toBe(1);
    expect(stderr).toContain('inference components');
    expect((await described('churn')).EndpointStatus).toBe('InService');
  });
});

describe('assay contain', () => {
  it('never overwrites what another containment is taken back by', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    const out = fresh();
    writeFileSync(out, 'mine');
    const { status } = await contain('role', 'training', '--out', out, ...inRegion);
    expect(status).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await inline('training')).not.toContain(DENY_ALL);
  });

  it('is taken back later where AWS is down before it has come to its end', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    const out = fresh();
    const unanswered = world().faults.add({ ...DOWN, operation: 'PutRolePolicy', stage: 'after' });
    let up = () => {};
    const wait = async () => {
      up();
      up = world().faults.add(DOWN);
    };
    const { status, stderr } = await ran(
      (given) => run(given, { make: made, wait }),
      ...['role', 'training', '--out', out, ...inRegion, '--reason', 'case 4711'],
    );
    up();
    unanswered();
    expect(status).toBe(3);
    expect(stderr).toContain(`--undo ${out}`);
    expect(await inline('training')).toContain(DENY_ALL);
    expect((await contain('--undo', out)).status).toBe(0);
    expect(await inline('training')).not.toContain(DENY_ALL);
  });

  it.each([
    ['no JSON', 'x', 'expected'],
    ['another schema', '{"schema":"assay.waivers/1"}', 'expected'],
  ])('takes back nothing by a file that is %s', async (_, text, because) => {
    const file = fresh();
    writeFileSync(file, text);
    const { status, stderr } = await contain('--undo', file);
    expect(status).toBe(2);
    expect(stderr).toContain(because);
  });

  it('makes only calls that follow from what was read, whatever is written into the file', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    const out = fresh();
    await contain('role', 'training', '--out', out, ...inRegion);
    const state = JSON.parse(readFileSync(out, 'utf8'));
    const steps = [{ call: { service: 'iam', operation: 'DeleteRole', input: { RoleName: 'training' } } }];
    writeFileSync(out, JSON.stringify({ ...state, steps }));
    const { status, stderr } = await contain('--undo', out);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown key steps');
  });

  it('demands a reason, and a kind that there is', async () => {
    expect((await ran((given) => run(given, { make: made }), 'role', 'training')).status).toBe(2);
    const { status, stderr } = await contain('notebook', 'study');
    expect(status).toBe(2);
    expect(stderr).toContain('bedrock-keys, role, endpoint');
  });

  it('tells the desk, where there is one, in the caller’s name', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    desk.answer(200, { recorded: 'contained' });
    await contain('role', 'training', '--out', fresh(), ...inRegion, '--desk', desk.url());
    expect(desk.asked.map(({ body }) => JSON.parse(body))).toEqual([
      {
        do: 'contained',
        kind: 'role',
        name: 'training',
        account: ACCOUNT,
        region: HERE,
        reason: 'case 4711',
      },
    ]);
  });

  it('sends nothing but the calls that each kind declares', async () => {
    await role('training', 'sagemaker.amazonaws.com');
    world().events.length = 0;
    const out = fresh();
    await contain('role', 'training', '--out', out, ...inRegion);
    await contain('--undo', out);
    const declared = containments.find(({ kind }) => kind === 'role')?.permissions ?? [];
    const sent = new Set(
      world().events.map(({ eventSource, eventName }) => `${eventSource.split('.')[0]}:${eventName}`),
    );
    sent.delete('sts:GetCallerIdentity');
    expect([...sent].filter((action) => !declared.includes(action))).toEqual([]);
  });
});
