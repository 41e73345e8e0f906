import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateNotebookInstanceCommand,
  type CreateNotebookInstanceCommandInput,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { killSwitch } from '../../../adapters/aws/kill-switch.ts';
import { remediationStore } from '../../../adapters/aws/remediations.ts';
import { topic } from '../../../adapters/aws/topic.ts';
import { workflow } from '../../../adapters/aws/workflow.ts';
import { remediationTable } from '../../../cli/demo/remediation.ts';
import { type Definition, execute } from '../../../cli/demo/state-machine.ts';
import { findingId } from '../../../engine/finding-id.ts';
import type { RemediationSettings } from '../../../engine/remediation/mode.ts';
import { executionName, type Trigger } from '../../../engine/remediation/trigger.ts';
import type { Settings } from '../../../engine/settings.ts';
import type { Waiver } from '../../../engine/waiver.ts';
import { applyRemediation } from '../../../functions/_remediation/apply.ts';
import { askApproval } from '../../../functions/_remediation/ask.ts';
import { planRemediation } from '../../../functions/_remediation/plan.ts';
import type { PlanPorts } from '../../../functions/_remediation/ports.ts';
import { recordRemediation } from '../../../functions/_remediation/record.ts';
import { takeRemediation } from '../../../functions/_remediation/take.ts';
import { verifyRemediation } from '../../../functions/_remediation/verify.ts';
import { remediationDefinition } from '../../../infra/remediation-definition.ts';
import { remediations } from '../../../remediations/index.ts';
import type { Remediation } from '../../../remediations/remediation.ts';
import { resourceKey } from '../../../resources/key.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { REGION, refOf } from '../../adapters/aws/kit.ts';
import { type Account, account } from '../_evaluation/kit.ts';

const TABLE = 'remediations';
const PARAMETER = '/assay/remediation';
export const WORKFLOW = 'arn:aws:states:eu-central-1:111122223333:stateMachine:remediation';

export type Deed = 'plan' | 'take' | 'ask' | 'apply' | 'verify' | 'record';

/** One invocation of a function by the state machine. */
export interface Invocation {
  readonly deed: Deed;
  /** From 1, of all invocations of an execution. */
  readonly count: number;
  readonly input: JsonObject;
}

export interface RunOptions {
  /** What happens in place of an invocation, before it or after it: throws, or lets it be. */
  readonly before?: (invocation: Invocation) => Promise<void> | void;
  readonly after?: (invocation: Invocation, answer: JsonObject) => Promise<void> | void;
  /** Answers a task that waits for a word on the plan of that id: approves, rejects, or never comes. */
  readonly answer?: (id: string) => Promise<void>;
  readonly requestId?: string;
}

export interface Ran {
  readonly id: string;
  /** Names of the states that were entered, in order. */
  readonly states: readonly string[];
  readonly invocations: readonly Deed[];
  /** Null: it succeeded. */
  readonly error: Error | null;
}

export interface Remedied extends Account {
  readonly planPorts: PlanPorts;
  readonly store: PlanPorts['store'];
  readonly deskPorts: Parameters<typeof import('../../../functions/_remediation/desk.ts').atTheDesk>[1];
  /** Runs the whole state machine in a local interpreter of the States Language. */
  run(trigger: Trigger, options?: RunOptions): Promise<Ran>;
  /** The trigger that posture's stream would bring about for an open finding. */
  triggerFor(rule: string, ref: ResourceRef, more?: Partial<Trigger>): Promise<Trigger>;
  setSwitch(value: string): Promise<void>;
  /** Notices about remediations since the last time, as evidence holds them. */
  notes(): Promise<readonly JsonObject[]>;
}

/** An emulated account with an open door for remediations. */
export async function remedied({
  remediation = { mode: 'auto' },
  settings = {},
  waivers = [],
  known = remediations,
}: {
  remediation?: RemediationSettings;
  settings?: Settings;
  waivers?: readonly Waiver[];
  known?: readonly Remediation[];
} = {}): Promise<Remedied> {
  const made = await account({ settings: { ...settings, remediation }, waivers });
  const { aws, door, ports, world } = made;
  await createRemediationTable(door.client(DynamoDBClient));
  const { TopicArn = '' } = await door.client(SNSClient).send(new CreateTopicCommand({ Name: 'plans' }));
  const setSwitch = async (Value: string) => {
    const put = new PutParameterCommand({ Name: PARAMETER, Value, Type: 'String', Overwrite: true });
    await door.client(SSMClient).send(put);
  };
  await setSwitch('on');
  const store = remediationStore(aws, TABLE);
  const planPorts: PlanPorts = {
    ...ports,
    store,
    remediations: known,
    settings: remediation,
    killSwitch: killSwitch(aws, PARAMETER),
  };
  const { home, account: own, sendEvidence } = ports;
  const noting = { home, account: own, sendEvidence, store };
  const askPorts = { ...noting, settings: remediation, tell: topic(aws, TopicArn) };
  world.functions.register(WORKFLOW, () => undefined);

  const deeds: Record<string, (input: never) => Promise<object>> = {
    plan: (input: { take?: string }) =>
      input.take === undefined
        ? planRemediation(input as never, planPorts)
        : takeRemediation({ id: input.take }, planPorts),
    ask: (input) => askApproval(input, askPorts),
    apply: (input) => applyRemediation(input, planPorts),
    verify: (input) => verifyRemediation(input, planPorts),
    record: (input) => recordRemediation(input, noting),
  };

  async function run(trigger: Trigger, options: RunOptions = {}): Promise<Ran> {
    const id = executionName(trigger);
    const invocations: Deed[] = [];
    async function invoke(functionName: string, input: JsonObject): Promise<JsonObject> {
      const name = functionName.split(':').at(-1) ?? '';
      const deed = (name === 'plan' && 'take' in input ? 'take' : name) as Deed;
      invocations.push(deed);
      const invocation = { deed, count: invocations.length, input };
      await options.before?.(invocation);
      const answer = JSON.parse(JSON.stringify(await deeds[name]?.(structuredClone(input) as never)));
      await options.after?.(invocation, answer);
      return answer;
    }
    const execution = { name: id, input: JSON.parse(JSON.stringify(trigger)) };
    const ran = await execute(definitionFor(), execution, {
      invoke,
      async ask(functionName, payload, { token }) {
        await invoke(functionName, payload);
        const outcome = world.tasks.open(token);
        if (!options.answer) throw named('States.Timeout');
        await options.answer(String(payload['id']));
        const ended = await outcome;
        if ('error' in ended) throw named(ended.error, ended.cause);
        return JSON.parse(ended.output);
      },
      // Whoever waits for a state machine waits as long as it says.
      wait: async (seconds) => world.clock.advance(seconds * 1000),
    });
    return { id, invocations, ...ran };
  }

  return {
    ...made,
    planPorts,
    store,
    deskPorts: { ...noting, posture: ports.posture, workflow: workflow(aws, WORKFLOW) },
    run,
    setSwitch,
    async triggerFor(rule, ref, more = {}) {
      const key = resourceKey(ref, ports.house.definitionOf(ref.type));
      const { posture } = await ports.posture.recall(key);
      return {
        schema: 'assay.remediation-trigger/1',
        kind: 'verdict',
        finding: findingId(rule, posture?.ref ?? ref),
        rule,
        key,
        generation: posture?.rules[rule]?.opened?.generation ?? null,
        requester: null,
        id: 'event',
        at: home.now().toISOString(),
        ...more,
      };
    },
    async notes() {
      const all = await made.records();
      return all.flatMap((record) => (record.kind === 'remediation' ? [record.detail] : []));
    },
  };
}

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const definitionFor = (approvalSeconds = 3600): Definition =>
  remediationDefinition({
    partition: 'aws',
    approvalSeconds,
    functions: Object.fromEntries(
      ['plan', 'ask', 'apply', 'verify', 'record'].map((deed) => [
        deed,
        `arn:aws:lambda:eu-central-1:111122223333:function:${deed}`,
      ]),
    ) as never,
  }) as Definition;

export async function createRemediationTable(client: DynamoDBClient, TableName = TABLE): Promise<void> {
  await client.send(new CreateTableCommand(remediationTable(TableName)));
}

export const BUCKET_RULE = 'ai-bucket-public-access-block';
export const BUCKET = refOf('AWS::S3::Bucket', 'training-data', { arn: 'arn:aws:s3:::training-data' });
export const SERVES_AI: Settings = { servesAi: ['training-data'] };

const ALL = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** A bucket that was in order, until somebody took its block away: an open finding of a change. */
export async function openBucket({ door, events, evaluate, world, records }: Remedied): Promise<ResourceRef> {
  const client = door.client(S3Client);
  const Bucket = BUCKET.id;
  await client.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: ALL }));
  world.clock.advance(3_600_000);
  await evaluate(...events());
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  world.clock.advance(1000);
  await evaluate(...events());
  // What the bar's clock begins with: no more grace.
  world.clock.advance(3_600_000);
  await records();
  return BUCKET;
}

export const NOTEBOOK_RULE = 'sagemaker-notebook-root-access';

/** A notebook made with root access. */
export async function openNotebook(
  { door, events, evaluate, world, records }: Remedied,
  more: Partial<CreateNotebookInstanceCommandInput> = {},
): Promise<ResourceRef> {
  const { NotebookInstanceArn: arn = '' } = await door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'study',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
      RootAccess: 'Enabled',
      ...more,
    }),
  );
  world.clock.advance(1000);
  await evaluate(...events());
  world.clock.advance(3_600_000);
  await records();
  return refOf('AWS::SageMaker::NotebookInstance', 'study', { arn });
}
