import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  type AwsSecurityFinding,
  BatchUpdateFindingsCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
  type WorkflowStatus,
} from '@aws-sdk/client-securityhub';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { postureStore } from '../../../adapters/aws/posture.ts';
import { type Emulated, emulate, readStream } from '../../../emulator/index.ts';
import { createWorld, type World } from '../../../emulator/world.ts';
import type { Posture } from '../../../engine/posture.ts';
import type { Verdict } from '../../../engine/rule.ts';
import type { Settings } from '../../../engine/settings.ts';
import type { Waiver } from '../../../engine/waiver.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { type Judged, judgedPosture, keyOf, NOTEBOOK } from '../../support/posture.ts';
import { createPostureTable } from '../_evaluation/kit.ts';

const TABLE = 'posture';
const BUS = 'findings';
const MIRROR = `arn:aws:lambda:${REGION}:111122223333:function:mirror`;

type Handler = (event: never, context: never) => Promise<unknown>;

/** A function of the house, invoked as Lambda does. */
export type Invoke = (event: object) => Promise<unknown>;

/** An account with the doors out, and nothing that evaluates: tests write postures themselves. */
export interface Outside {
  readonly world: World;
  /** The deployment's own door. */
  readonly door: Emulated;
  /** A person's. */
  readonly analyst: Emulated;
  readonly urls: Readonly<Record<'inventory' | 'evidence' | 'unpublished', string>>;
  now(): string;
  /** Judges a resource, and remembers it. */
  judge(verdicts: Readonly<Record<string, Judged | Verdict>>, ref?: ResourceRef): Promise<Posture>;
  remember(after: Posture, before: Posture | null): Promise<void>;
  posture(ref?: ResourceRef): Promise<Posture | null>;
  /** Records of the posture table's stream after this sequence. */
  stream(after?: string): ReturnType<typeof readStream>;
  /** A function, imported once; with these waivers if others are deployed now. */
  load(file: string, deployed?: { readonly waivers: readonly Waiver[] }): Promise<Invoke>;
  /** The account's findings, by id. */
  findings(account?: string): Promise<ReadonlyMap<string, AwsSecurityFinding>>;
  /** A person's word on findings. */
  say(
    workflow: WorkflowStatus,
    note: string | undefined,
    ...findings: readonly AwsSecurityFinding[]
  ): Promise<void>;
  /** How often each operation was asked for since the last time, retries included. */
  calls(): Readonly<Record<string, number>>;
}

interface OutsideOptions {
  /** Security Hub stays off. */
  readonly hubIsOff?: true;
  readonly waivers?: readonly Waiver[];
  readonly settings?: Settings;
  readonly env?: Readonly<Record<string, string>>;
}

export async function outside(options: OutsideOptions = {}): Promise<Outside> {
  vi.resetModules();
  const world = createWorld();
  world.settleMs = 0;
  const door = emulate(world, { region: REGION });
  const analyst = emulate(world, { region: REGION, principal: 'arn:aws:iam::111122223333:user/analyst' });
  await createPostureTable(door.client(DynamoDBClient), TABLE);
  const sqs = door.client(SQSClient);
  const urls = {
    inventory: await createQueue(sqs, 'inventory'),
    evidence: await createQueue(sqs, 'evidence.fifo'),
    unpublished: await createQueue(sqs, 'unpublished'),
  };
  await door.client(EventBridgeClient).send(new CreateEventBusCommand({ Name: BUS }));
  if (!options.hubIsOff) await turnOn(door);
  Object.assign(process.env, {
    AWS_REGION: REGION,
    ACCOUNT_ID: world.account,
    POSTURE_TABLE: TABLE,
    FINDINGS_BUS: BUS,
    INVENTORY_QUEUE_URL: urls.inventory,
    EVIDENCE_QUEUE_URL: urls.evidence,
    UNPUBLISHED_QUEUE_URL: urls.unpublished,
    MEMBER_PUBLISH_ROLE: '-',
    MEMBER_EXTERNAL_ID: '-',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...options.env,
  });
  const { config } = door;
  const { install, calls } = counting(door);
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  const store = postureStore(aws, TABLE);
  const posture = async (ref = NOTEBOOK) => (await store.recall(keyOf(ref))).posture;
  const remember = async (after: Posture, before: Posture | null) => {
    if (!(await store.commit(after, before))) throw new Error(`${after.key} was written by somebody else`);
  };
  const surroundings = { region: REGION, config, install, now: world.clock.now, pause: paused(world) };
  return {
    world,
    door,
    analyst,
    urls,
    now: () => world.clock.now().toISOString(),
    async judge(verdicts, ref = NOTEBOOK) {
      const before = await posture(ref);
      const after = judgedPosture(before, verdicts, { now: world.clock.now().toISOString(), ref });
      await remember(after, before);
      return after;
    },
    remember,
    posture,
    stream: (after) =>
      readStream(world, {
        account: world.account,
        region: REGION,
        table: TABLE,
        ...(after !== undefined && { after }),
      }),
    async load(file, deployed) {
      const { enter } = await import('../../../functions/_runtime/world.ts');
      const { deploy } = await import('../../../functions/_runtime/deployed.ts');
      enter(surroundings);
      deploy({ settings: options.settings ?? {}, waivers: options.waivers ?? [], ...deployed });
      const loaded: { handler: Handler } = await import(`../../../functions/${file}.ts`);
      return (event) => loaded.handler(event as never, CONTEXT as never);
    },
    findings: (account = world.account) => findingsIn(world, account),
    async say(Status, note, ...findings) {
      await analyst.client(SecurityHubClient).send(
        new BatchUpdateFindingsCommand({
          FindingIdentifiers: findings.map(({ Id, ProductArn }) => ({ Id, ProductArn })),
          Workflow: { Status },
          ...(note !== undefined && { Note: { Text: note, UpdatedBy: 'analyst' } }),
        }),
      );
    },
    calls,
  };
}

export const turnOn = (door: Emulated) =>
  door.client(SecurityHubClient).send(new EnableSecurityHubCommand({}));

const CONTEXT = { functionName: 'tested', awsRequestId: 'request', invokedFunctionArn: MIRROR };

/** Pauses move the clock, to where the pauser meant it to stand. */
function paused({ clock }: World) {
  return async (milliseconds: number): Promise<void> => {
    clock.set(new Date(clock.ms() + Math.ceil(milliseconds)));
  };
}

/** Counts what functions ask for, each attempt. */
function counting(door: Emulated) {
  let count: Record<string, number> = {};
  const counter =
    (next: (args: never) => unknown, { commandName = '' }: { readonly commandName?: string }) =>
    (args: never) => {
      const operation = commandName.replace(/Command$/, '');
      count[operation] = (count[operation] ?? 0) + 1;
      return next(args);
    };
  return {
    install<C extends Parameters<Emulated['install']>[0]>(client: C): C {
      const installed = door.install(client);
      installed.middlewareStack.add(counter as never, { step: 'finalizeRequest', priority: 'low' } as never);
      return installed;
    },
    calls() {
      const counted = count;
      count = {};
      return counted;
    },
  };
}

async function findingsIn(world: World, account: string): Promise<ReadonlyMap<string, AwsSecurityFinding>> {
  // A Security Hub of its own: how often somebody looks is not what is tested.
  const client = emulate(world, { region: REGION, account }).client(SecurityHubClient);
  const found = new Map<string, AwsSecurityFinding>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetFindingsCommand({ MaxResults: 100, NextToken }));
    for (const finding of page.Findings ?? []) found.set(finding.Id ?? '', finding);
    NextToken = page.NextToken;
    if (NextToken !== undefined) world.clock.advance(1000);
  } while (NextToken !== undefined);
  return found;
}

/** Reads a stream with a handler as an event source mapping does, from the first record that is to come again. */
export function reader(made: Outside, handler: Invoke, size = 1000) {
  let after = '';
  return {
    /** One batch; false if there was none. */
    async next(): Promise<boolean> {
      const records = made.stream(after).slice(0, size);
      if (records.length === 0) return false;
      const [first] = failuresOf(await handler({ Records: records }));
      const done = records.filter(({ dynamodb }) => first === undefined || dynamodb.SequenceNumber < first);
      after = done.at(-1)?.dynamodb.SequenceNumber ?? after;
      return true;
    },
    /** Until nothing is left, the clock a second on after each batch; throws if it never is. */
    async all(limit = 100): Promise<void> {
      for (let batch = 0; batch < limit; batch += 1) {
        if (!(await this.next())) return;
        made.world.clock.advance(1000);
      }
      throw new Error(`the stream was not done with after ${limit} batches`);
    },
  };
}

export function failuresOf(answer: unknown): readonly string[] {
  const failures: unknown = Reflect.get(Object(answer), 'batchItemFailures');
  if (!Array.isArray(failures)) return [];
  return failures.map((each) => String(Reflect.get(Object(each), 'itemIdentifier')));
}

/** Events of Security Hub reach the function from here on; `made.world.functions.run` delivers them. */
export async function listen({ door, world }: Outside, mirror: Invoke): Promise<void> {
  const client = door.client(EventBridgeClient);
  const EventPattern = JSON.stringify({
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
  });
  await client.send(new PutRuleCommand({ Name: 'workflow', EventPattern }));
  await client.send(new PutTargetsCommand({ Rule: 'workflow', Targets: [{ Id: '1', Arn: MIRROR }] }));
  world.functions.register(MIRROR, (event) => mirror(Object(event)));
}

async function createQueue(client: SQSClient, QueueName: string): Promise<string> {
  const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : { VisibilityTimeout: '3600' };
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

/** Messages of a queue that may be received now; they stay until they are deleted. */
export async function messagesIn({ door }: Pick<Outside, 'door'>, QueueUrl: string): Promise<Message[]> {
  const client = door.client(SQSClient);
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

/** Gives a queue's messages to a function, and deletes those that it is done with. */
export async function consume(made: Outside, QueueUrl: string, handler: Invoke): Promise<number> {
  const messages = await messagesIn(made, QueueUrl);
  const Records = messages.map(({ MessageId: messageId, Body: body }) => ({ messageId, body }));
  const failed = failuresOf(await handler({ Records }));
  const done = messages.filter(({ MessageId = '' }) => !failed.includes(MessageId));
  const client = made.door.client(SQSClient);
  for (const { ReceiptHandle } of done)
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return done.length;
}
