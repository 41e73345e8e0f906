import { randomUUID } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Emulated, World } from '../../emulator/index.ts';
import { publishedIn } from '../../emulator/services/sns.ts';
import { DEFAULT_REMEDIATION, type RemediationSettings } from '../../engine/remediation/mode.ts';
import { remediationDefinition } from '../../infra/remediation-definition.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { FINDINGS_BUS, functionArn } from './deployment.ts';
import { type Definition, execute, type Surroundings } from './state-machine.ts';

const TABLE = 'assay-remediations';
const KILL_SWITCH = '/assay/remediation';
export const START = 'start-remediation';

/** The functions that the state machine invokes, by deed. */
const DEEDS = {
  plan: 'plan-remediation',
  ask: 'ask-approval',
  apply: 'apply-remediation',
  verify: 'verify-remediation',
  record: 'record-remediation',
} as const;

type Deed = keyof typeof DEEDS;

const workflowArn = ({ account, partition }: World, region: string): string =>
  `arn:${partition}:states:${region}:${account}:stateMachine:assay-remediation`;

/** Makes what remediations need, switched on, and routes what starts them; answers what their functions are configured with. */
export async function deployRemediation(door: Emulated, world: World, region: string) {
  const parts = await createRemediationParts(door);
  await route(door.client(EventBridgeClient), functionArn(world, region, START));
  return { ...parts, REMEDIATION_WORKFLOW: workflowArn(world, region), MEMBER_REMEDIATE_ROLE: '-' };
}

/** Table, topic and switch. */
export async function createRemediationParts(door: Emulated) {
  await door.client(DynamoDBClient).send(new CreateTableCommand(remediationTable(TABLE)));
  const { TopicArn = '' } = await door
    .client(SNSClient)
    .send(new CreateTopicCommand({ Name: 'assay-plans' }));
  await door
    .client(SSMClient)
    .send(new PutParameterCommand({ Name: KILL_SWITCH, Value: 'on', Type: 'String' }));
  return { REMEDIATION_TABLE: TABLE, KILL_SWITCH, PLANS_TOPIC: TopicArn };
}

/** As the stack has it. */
export const remediationTable = (TableName: string): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['key', 'part'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'key', KeyType: 'HASH' },
    { AttributeName: 'part', KeyType: 'RANGE' },
  ],
});

async function route(client: EventBridgeClient, Arn: string): Promise<void> {
  const rules = [
    {
      Name: 'put-right',
      EventBusName: FINDINGS_BUS,
      EventPattern: JSON.stringify({
        source: ['assay'],
        'detail-type': ['Assay Verdict Changed'],
        detail: { to: ['NON_COMPLIANT'], waived: [false] },
      }),
    },
    {
      Name: 'put-right-asked-for',
      EventBusName: 'default',
      EventPattern: JSON.stringify({
        source: ['aws.securityhub'],
        'detail-type': ['Security Hub Findings - Custom Action'],
      }),
    },
  ];
  for (const { Name, EventBusName, EventPattern } of rules) {
    await client.send(new PutRuleCommand({ Name, EventBusName, EventPattern }));
    await client.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: '1', Arn }] }));
  }
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Executions of the remediation workflow, on the clock of a world. */
export interface Executions {
  /** Lets all of them go on as far as they can by now; how many times one of them went on. */
  settle(): Promise<number>;
}

export interface Staff {
  readonly world: World;
  readonly region: string;
  readonly settings: RemediationSettings;
  readonly call: (name: (typeof DEEDS)[Deed], event: object) => Promise<unknown>;
  /** Of an execution that failed. */
  readonly failed: (error: Error) => void;
}

/** How long a state machine leaves a task that failed alone. */
const RETRY_SECONDS = 5;

/** Runs what `StartExecution` starts. */
export function runWorkflow({ world, region, settings, call, failed }: Staff): Executions {
  const arn = workflowArn(world, region);
  const definition = definitionFor(world, region, settings);
  const sleepers = new Set<Sleeper>();
  // Executions that do not wait for the clock, or for somebody.
  let busy = 0;
  let steps = 0;

  async function resting<T>(until: Promise<T>): Promise<T> {
    busy -= 1;
    try {
      return await until;
    } finally {
      busy += 1;
      steps += 1;
    }
  }

  function sleep(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        at: world.clock.ms() + seconds * 1000,
        wake() {
          sleepers.delete(sleeper);
          resolve();
        },
      };
      sleepers.add(sleeper);
    });
  }

  async function invoke(functionName: string, payload: JsonObject): Promise<JsonObject> {
    const deed = functionName.split(':').at(-1) as Deed;
    try {
      return JSON.parse(JSON.stringify(await call(DEEDS[deed], structuredClone(payload))));
    } catch (error) {
      await resting(sleep(RETRY_SECONDS));
      throw error;
    }
  }

  const surroundings: Surroundings = {
    invoke,
    wait: (seconds) => resting(sleep(seconds)),
    async ask(functionName, payload, { token, timeoutSeconds }) {
      // Opened before it is told: whoever is told may answer at once.
      const answered = world.tasks.open(token);
      await invoke(functionName, payload);
      const ended = await resting(Promise.race([answered, sleep(timeoutSeconds)]));
      if (!ended) throw named('States.Timeout');
      if ('error' in ended) throw named(ended.error, ended.cause);
      return JSON.parse(ended.output);
    },
  };

  world.functions.register(arn, (started) => {
    const { name, input } = started as { readonly name: string; readonly input: JsonObject };
    busy += 1;
    void execute(definition, { name, input }, surroundings).then(({ error }) => {
      busy -= 1;
      steps += 1;
      if (error) failed(error);
    });
  });

  return {
    async settle() {
      const before = steps;
      for (const sleeper of [...sleepers]) if (sleeper.at <= world.clock.ms()) sleeper.wake();
      // Once more at least: whoever was woken, or answered, is not yet up.
      do await new Promise(setImmediate);
      while (busy > 0);
      return steps - before;
    },
  };
}

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

function definitionFor(world: World, region: string, settings: RemediationSettings): Definition {
  const functions = Object.fromEntries(
    Object.keys(DEEDS).map((deed) => [deed, `arn:aws:lambda:${region}:${world.account}:function:${deed}`]),
  ) as Readonly<Record<Deed, string>>;
  const hours = settings.approvalHours ?? DEFAULT_REMEDIATION.approvalHours;
  return remediationDefinition({
    partition: world.partition,
    approvalSeconds: hours * 3600,
    functions,
  }) as unknown as Definition;
}

/** A plan that somebody is asked to approve. */
interface AskedPlan {
  readonly plan: string;
  readonly hash: string;
  /** As it was sent to the topic. */
  readonly message: string;
}

/** Plans that people were asked to approve, oldest first. */
export const askedPlans = (world: World): readonly AskedPlan[] =>
  publishedIn(world).flatMap(({ message }) => {
    const [, plan, hash] = /assay approve (\S+) --hash (\S+)/.exec(message) ?? [];
    return plan === undefined || hash === undefined ? [] : [{ plan, hash, message }];
  });

/** What somebody wants at the approval desk, as the function behind it gets it: in IAM's word of who they are. */
export const deskEvent = (caller: string, want: object) => ({
  version: '2.0',
  isBase64Encoded: false,
  body: JSON.stringify(want),
  requestContext: { requestId: randomUUID(), authorizer: { iam: { userArn: caller } } },
});

/** A visit at the desk, and its answer. */
export async function visitDesk(
  { call }: { readonly call: (name: 'remediation-desk', event: object) => Promise<unknown> },
  caller: string,
  want: object,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const { statusCode, body } = Object(await call('remediation-desk', deskEvent(caller, want)));
  return { status: statusCode, body: JSON.parse(body) };
}
