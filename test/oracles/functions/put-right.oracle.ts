import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemediationParts, deskEvent } from '../../../cli/demo/remediation.ts';
import { findingId } from '../../../engine/finding-id.ts';
import { remediationDefinition } from '../../../infra/remediation-definition.ts';
import { resourceKey } from '../../../resources/key.ts';
import type { RuleId } from '../../../rules/index.ts';
import { ACCOUNT, REGION, refOf } from '../../adapters/aws/kit.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { type HttpAws, httpAws } from '../moto/aws.ts';
import { type Moto, startMoto } from '../moto/server.ts';
import { type Bundled, bundledFunctions } from './bundled.ts';
import { received } from './deliveries.ts';
import { deployOver, type OverHttp } from './deployment.ts';
import { type Front, functionsFront } from './front.ts';

// The state machine in an interpreter that nobody here wrote, with task tokens that are really called back; its functions
// in the files that are deployed, under AWS's own runtime client; and a notebook that is really stopped and started.

const RULE = 'sagemaker-notebook-root-access' satisfies RuleId;
const TYPE = 'AWS::SageMaker::NotebookInstance';
const MAYA = 'arn:aws:sts::111122223333:assumed-role/DataScientist/maya';
const JONAS = 'arn:aws:sts::111122223333:assumed-role/PlatformEngineer/jonas';
const DEEDS = {
  plan: 'plan-remediation',
  ask: 'ask-approval',
  apply: 'apply-remediation',
  verify: 'verify-remediation',
  record: 'record-remediation',
} as const;

let front: Front;
let moto: Moto;
let http: HttpAws;
let deployed: OverHttp;
let bundled: Bundled;
let env: Record<string, string>;
let desk: Lambda;

beforeAll(async () => {
  front = await functionsFront((name) => bundled.start(name, { env }));
  [moto, bundled] = await Promise.all([
    startMoto({ functions: front.url }),
    bundledFunctions(['evaluate-change', 'remediation-desk', ...Object.values(DEEDS)]),
  ]);
  http = httpAws(moto.endpoint);
  deployed = await deployOver(http.door);
  const arns = Object.entries(DEEDS).map(([deed, name]) => [
    deed,
    `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
  ]);
  const { stateMachineArn = '' } = await http.door.client(SFNClient).send(
    new CreateStateMachineCommand({
      name: 'remediation',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/states`,
      definition: JSON.stringify(
        remediationDefinition({
          partition: 'aws',
          approvalSeconds: 3600,
          functions: Object.fromEntries(arns) as never,
        }),
      ),
    }),
  );
  env = {
    ...deployed.env,
    ...(await createRemediationParts(http.door)),
    REMEDIATION_WORKFLOW: stateMachineArn,
    MEMBER_REMEDIATE_ROLE: '-',
    AWS_ENDPOINT_URL: moto.endpoint,
  };
  const { Role } = await http.door
    .client(IAMClient)
    .send(new CreateRoleCommand({ RoleName: 'Notebooks', AssumeRolePolicyDocument: TRUST }));
  await Promise.all(['research', 'study', 'twice'].map((name) => openNotebook(name, Role?.Arn)));
  const evaluate = await bundled.start('evaluate-change', { env });
  const event = await received(http.door, deployed.queues.changes);
  expect(await evaluate.invoke(event), evaluate.logs().join('\n')).toMatchObject({
    result: { batchItemFailures: [] },
  });
  desk = await bundled.start('remediation-desk', { env });
}, 300_000);
afterAll(async () => {
  await bundled?.remove();
  await moto?.stop();
  front?.close();
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** With root access; its event in the queue. */
async function openNotebook(NotebookInstanceName: string, RoleArn: string | undefined): Promise<void> {
  await http.door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName,
      InstanceType: 'ml.t3.medium',
      RoleArn,
      RootAccess: 'Enabled',
    }),
  );
  const record = http.records.find(
    ({ eventName, requestParameters }) =>
      eventName === 'CreateNotebookInstance' &&
      Reflect.get(Object(requestParameters), 'notebookInstanceName') === NotebookInstanceName,
  );
  const time = new Date().toISOString();
  const MessageBody = JSON.stringify({
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.sagemaker',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [],
    detail: { ...record, eventTime: time },
  });
  await http.door
    .client(SQSClient)
    .send(new SendMessageCommand({ QueueUrl: deployed.queues.changes.url, MessageBody }));
}

async function visit(caller: string, want: object) {
  const outcome = await desk.invoke(deskEvent(caller, want));
  const { statusCode, body } = Object('result' in outcome ? outcome.result : outcome.error);
  return { status: statusCode, body: JSON.parse(body ?? '{}'), said: desk.logs().slice(-3).join('\n') };
}

async function requested(name: string): Promise<string> {
  const arn = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:notebook-instance/${name}`;
  const ref = refOf(TYPE, name, { arn });
  const finding = findingId(RULE, ref);
  const key = resourceKey(ref, undefined);
  const { status, body, said } = await visit(MAYA, {
    do: 'request',
    finding,
    rule: RULE,
    key,
    reason: 'audit',
  });
  expect(status, said).toBe(202);
  return body.plan;
}

const TRIES = 600;

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(400);
  }
  throw new Error(`${what} did not come about`);
}

/** What Jonas is shown of a plan once he is asked. */
const askedFor = (plan: string) =>
  until(async () => {
    const { body } = await visit(JONAS, { do: 'show', plan });
    return body.state === 'asked' ? body : undefined;
  }, `the question about ${plan}`);

async function endOf(plan: string) {
  const executionArn = `${env['REMEDIATION_WORKFLOW']?.replace(':stateMachine:', ':execution:')}:${plan}`;
  const sfn = http.door.client(SFNClient);
  const status = await until(async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution.status;
  }, `the end of ${plan}`);
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  const states = events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
  return { status, states };
}

const notebook = (NotebookInstanceName: string) =>
  http.door.client(SageMakerClient).send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }));

describe('a notebook with root access', () => {
  it('is stopped, changed and started again once another person has said so', async () => {
    const plan = await requested('research');
    const { hash } = await askedFor(plan);
    const approval = { do: 'approve', plan, hash, reason: 'agreed' };
    expect(await visit(MAYA, approval)).toMatchObject({ status: 403 });
    const approved = await visit(JONAS, approval);
    expect(approved.status, approved.said).toBe(200);
    const { status, states } = await endOf(plan);
    expect(states.at(0)).toBe('Plan');
    expect(states.slice(-2), states.join(' → ')).toEqual(['Done', 'Ended']);
    expect(status).toBe('SUCCEEDED');
    expect(await notebook('research')).toMatchObject({
      RootAccess: 'Disabled',
      NotebookInstanceStatus: 'InService',
    });
    const calls = new Set(front.invoked);
    expect([...calls].sort()).toEqual(Object.values(DEEDS).toSorted());
  }, 300_000);

  it('stays as it is where the other person says no', async () => {
    const plan = await requested('study');
    await askedFor(plan);
    expect(await visit(JONAS, { do: 'reject', plan, reason: 'in use' })).toMatchObject({ status: 200 });
    const { status, states } = await endOf(plan);
    expect(states.slice(-3)).toEqual(['Ask', 'Unapproved', 'Ended']);
    expect(status).toBe('SUCCEEDED');
    expect(await notebook('study')).toMatchObject({
      RootAccess: 'Enabled',
      NotebookInstanceStatus: 'InService',
    });
  }, 300_000);

  it('is asked about once more where it has changed since: the plan that was approved has lapsed', async () => {
    const first = await requested('twice');
    const { hash } = await askedFor(first);
    await http.door
      .client(SageMakerClient)
      .send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'twice' }));
    const approval = (plan: string, of: string) =>
      visit(JONAS, { do: 'approve', plan, hash: of, reason: 'agreed' });
    expect(await approval(first, hash)).toMatchObject({ status: 200 });
    const next = `${first}-r2`;
    const again = await askedFor(next);
    expect(again.hash).not.toBe(hash);
    expect(again.text).not.toContain('StopNotebookInstance');
    expect(await approval(first, hash)).toMatchObject({
      status: 409,
      body: { refused: expect.stringContaining(`${next} takes its place`) },
    });
    expect(await approval(next, hash)).toMatchObject({ status: 409 });
    expect(await approval(next, again.hash)).toMatchObject({ status: 200 });
    const { status, states } = await endOf(first);
    expect(states.filter((state) => state === 'Ask')).toHaveLength(2);
    expect(states.slice(-2), states.join(' → ')).toEqual(['Done', 'Ended']);
    expect(status).toBe('SUCCEEDED');
    expect(await notebook('twice')).toMatchObject({
      RootAccess: 'Disabled',
      NotebookInstanceStatus: 'Stopped',
    });
  }, 300_000);
});
