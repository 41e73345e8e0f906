import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readStream, type World } from '../../emulator/index.ts';
import { SWEEP_SCHEMA, type Sweep } from '../../engine/look.ts';
import type { RemediationSettings } from '../../engine/remediation/mode.ts';
import type { Settings } from '../../engine/settings.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { rules } from '../../rules/index.ts';
import {
  CONFIG_RULE,
  type Deployed,
  deployConfigRules,
  deployInto,
  functionArn,
  MIRROR,
  type QueueName,
} from './deployment.ts';
import { deployRemediation, type Executions, runWorkflow, START } from './remediation.ts';

type Handler = (event: never, context: never) => Promise<unknown>;

/** A deployment at work: what AWS does between the functions, and a clock that moves on command. */
export interface Stage extends Deployed {
  /** Delivers all that may be delivered now, until nothing is left to do. */
  settle(): Promise<void>;
  /** Lets time pass, in milliseconds, with all that schedules start in it; longer steps are faster, and coarser. */
  pass(milliseconds: number, step?: number): Promise<void>;
  /** Lists and looks at all that is there, as after a deployment. */
  sweep(): Promise<void>;
  /** What the schedule of a function sends it. */
  call(name: FunctionName, event: object): Promise<unknown>;
  /** Errors that functions ended with; their messages come again. */
  readonly errors: unknown[];
  /** Up to which sequence number each function that reads the table's stream has done so. */
  readonly streamed: Map<FunctionName, string>;
}

export interface StageOptions {
  readonly world: World;
  readonly region: string;
  readonly settings?: Settings;
  /** Deploys what puts right, too, switched on. */
  readonly remediation?: boolean;
  readonly waivers?: readonly Waiver[];
  /** The file of the rule pack, for the archive; without it, it holds none. */
  readonly pack?: Uint8Array;
  /**
   * The deployment in the same world that this one takes the place of; all that it has made and remembers stays. Modules
   * of functions must have been forgotten since, or they keep its settings.
   */
  readonly over?: Stage;
  /** Around each invocation, for whoever wants to know which function makes a call, and for what event. */
  readonly within?: <T>(name: FunctionName, work: () => T, event: object) => T;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEP = 30_000;
/** More rounds without rest than any chain of deliveries takes: something goes in circles. */
const MAX_ROUNDS = 1000;

/** Event source mappings, as the stack has them. */
const CONSUMERS: readonly {
  readonly queue: QueueName;
  readonly name: FunctionName;
  readonly size: number;
}[] = [
  { queue: 'changes', name: 'evaluate-change', size: 100 },
  { queue: 'inventory', name: 'evaluate-inventory', size: 100 },
  { queue: 'evidence.fifo', name: 'seal-evidence', size: 10 },
  { queue: 'unpublished', name: 'republish-findings', size: 10 },
  { queue: 'wake', name: 'wake-config-rules', size: 100 },
];

/** What the sweep's map goes through. */
const JUDGED: readonly string[] = [...new Set(rules.map(({ resourceType }) => resourceType))].filter(
  (type) => type !== '*',
);

const READERS = ['publish-findings', 'announce'] as const satisfies readonly FunctionName[];
const STREAM_BATCH = 100;

/** The real functions, imported once a process, in the account that `enter` has put them into. */
async function load() {
  return {
    'evaluate-change': (await import('../../functions/evaluate-change.ts')).handler,
    'evaluate-inventory': (await import('../../functions/evaluate-inventory.ts')).handler,
    'evaluate-config-rule': (await import('../../functions/evaluate-config-rule.ts')).handler,
    'wake-config-rules': (await import('../../functions/wake-config-rules.ts')).handler,
    'publish-findings': (await import('../../functions/publish-findings.ts')).handler,
    'republish-findings': (await import('../../functions/republish-findings.ts')).handler,
    'mirror-workflow': (await import('../../functions/mirror-workflow.ts')).handler,
    'expire-waivers': (await import('../../functions/expire-waivers.ts')).handler,
    announce: (await import('../../functions/announce.ts')).handler,
    'seal-evidence': (await import('../../functions/seal-evidence.ts')).handler,
    canary: (await import('../../functions/canary.ts')).handler,
  };
}

/** Those that put right. */
async function loadRemediation() {
  return {
    'start-remediation': (await import('../../functions/start-remediation.ts')).handler,
    'plan-remediation': (await import('../../functions/plan-remediation.ts')).handler,
    'ask-approval': (await import('../../functions/ask-approval.ts')).handler,
    'remediation-desk': (await import('../../functions/remediation-desk.ts')).handler,
    'apply-remediation': (await import('../../functions/apply-remediation.ts')).handler,
    'verify-remediation': (await import('../../functions/verify-remediation.ts')).handler,
    'record-remediation': (await import('../../functions/record-remediation.ts')).handler,
  };
}

type Loaded = Awaited<ReturnType<typeof load>> & Awaited<ReturnType<typeof loadRemediation>>;
export type FunctionName = keyof Loaded;

/** Deploys into a world and starts the functions. One stage a process: functions read their settings when imported. */
export async function openStage({
  world,
  region,
  settings,
  remediation = false,
  waivers,
  pack,
  over,
  within = alone,
}: StageOptions): Promise<Stage> {
  const deployed = over ?? (await deployInto(world, region));
  await deployConfigRules(deployed.door, functionArn(world, region, CONFIG_RULE), settings ?? {});
  const putsRight = remediation ? (settings?.remediation ?? {}) : undefined;
  if (putsRight && !over) Object.assign(deployed.env, await deployRemediation(deployed.door, world, region));
  Object.assign(process.env, deployed.env);
  const { enter } = await import('../../functions/_runtime/world.ts');
  const { deploy } = await import('../../functions/_runtime/deployed.ts');
  const { config, install } = deployed.door;
  enter({ region, config, install, now: world.clock.now });
  deploy({ ...(settings && { settings }), ...(waivers && { waivers }), ...(pack && { pack }) });
  const functions: Functions = { ...(await load()), ...(putsRight && (await loadRemediation())) };
  const streamed = new Map(over?.streamed);
  const stage = performance(deployed, { world, region, functions, within, putsRight, streamed });
  world.functions.register(functionArn(world, region, MIRROR), (event) =>
    stage.call('mirror-workflow', Object(event)),
  );
  world.functions.register(functionArn(world, region, CONFIG_RULE), (event) =>
    stage.call(CONFIG_RULE, Object(event)),
  );
  world.functions.register(functionArn(world, region, START), (event) => stage.call(START, Object(event)));
  return stage;
}

type Functions = Readonly<Partial<Record<FunctionName, Handler>>>;

interface Cast {
  readonly world: World;
  readonly region: string;
  readonly functions: Functions;
  readonly putsRight: RemediationSettings | undefined;
  readonly within: NonNullable<StageOptions['within']>;
  readonly streamed: Stage['streamed'];
}

const alone = <T>(_name: FunctionName, work: () => T): T => work();

function performance(deployed: Deployed, cast: Cast): Stage {
  const { world, region, functions, within, putsRight, streamed } = cast;
  const errors: unknown[] = [];
  const sqs = deployed.door.client(SQSClient);
  const failedAt = new Map<FunctionName, number>();

  async function call(name: FunctionName, event: object): Promise<unknown> {
    const handler = functions[name];
    if (!handler) throw new Error(`${name} is not deployed`);
    const work = () => handler(event as never, contextOf(name, { world, region }) as never);
    return within(name, work, event);
  }

  /** Undefined: the function ended with an error, and its batch comes again. */
  async function invoke(name: FunctionName, event: object): Promise<ReadonlySet<string> | undefined> {
    try {
      return failuresIn(await call(name, event));
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  }

  async function deliver({ queue, name, size }: (typeof CONSUMERS)[number]): Promise<number> {
    const { url, arn } = deployed.queues[queue];
    const messages = await receive(sqs, url, size);
    if (messages.length === 0) return 0;
    const failures = await invoke(name, {
      Records: messages.map((message) => recordOf(message, arn, region)),
    });
    const done = messages.filter(({ MessageId = '' }) => failures !== undefined && !failures.has(MessageId));
    for (const { ReceiptHandle } of done)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    return done.length;
  }

  async function stream(name: FunctionName): Promise<number> {
    // What failed comes again a little later, not at once.
    if (failedAt.get(name) === world.clock.ms()) return 0;
    const after = streamed.get(name);
    const place = { account: world.account, region, table: deployed.postureTable };
    const records = readStream(world, { ...place, ...(after !== undefined && { after }) }).slice(
      0,
      STREAM_BATCH,
    );
    // The mapping's filter: other parts of the table are nobody's news.
    const wanted = records.filter(
      ({ dynamodb }) => Reflect.get(Object(dynamodb.Keys['part']), 'S') === 'posture',
    );
    const failures = wanted.length === 0 ? new Set<string>() : await invoke(name, { Records: wanted });
    const first = failures === undefined ? records[0]?.dynamodb.SequenceNumber : [...failures][0];
    if (first !== undefined) failedAt.set(name, world.clock.ms());
    const done = records.filter(({ dynamodb }) => first === undefined || dynamodb.SequenceNumber < first);
    const last = done.at(-1);
    if (last) streamed.set(name, last.dynamodb.SequenceNumber);
    return done.length;
  }

  const executions: Executions | undefined =
    putsRight &&
    runWorkflow({ world, region, settings: putsRight, call, failed: (error) => errors.push(error) });

  async function settle(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const ran = await world.functions.run();
      errors.push(...ran.flatMap(({ error }) => (error === undefined ? [] : [error])));
      let moved = ran.length;
      for (const consumer of CONSUMERS) moved += await deliver(consumer);
      for (const reader of READERS) moved += await stream(reader);
      moved += (await executions?.settle()) ?? 0;
      if (moved === 0) return;
    }
    throw new Error(`the deployment did not come to rest in ${MAX_ROUNDS} rounds`);
  }

  async function list(time: string): Promise<void> {
    for (const type of JUDGED) await invoke('evaluate-inventory', sweepOf(type, { world, region, time }));
  }

  async function sweep(): Promise<void> {
    await list(world.clock.now().toISOString());
    await settle();
  }

  async function tick(before: number, now: number): Promise<void> {
    const begins = (period: number) => Math.floor(before / period) !== Math.floor(now / period);
    const time = world.clock.now().toISOString();
    if (begins(MINUTE)) await invoke('wake-config-rules', { time });
    if (begins(HOUR)) {
      await invoke('canary', { time });
      await settle();
      await invoke('seal-evidence', { time });
    }
    if (!begins(DAY)) return;
    await invoke('expire-waivers', { time });
    await list(time);
  }

  async function pass(milliseconds: number, step = STEP): Promise<void> {
    for (let left = milliseconds; left > 0; left -= step) {
      const before = world.clock.ms();
      world.clock.advance(Math.min(step, left));
      await tick(before, world.clock.ms());
      await settle();
    }
  }

  return { ...deployed, settle, pass, sweep, call, errors, streamed };
}

/** What the sweep's map hands to each of its tasks. */
const sweepOf = (
  type: string,
  { world, region, time }: { world: World; region: string; time: string },
): Sweep => ({
  schema: SWEEP_SCHEMA,
  type,
  account: world.account,
  region,
  requestedAt: time,
});

function failuresIn(answer: unknown): ReadonlySet<string> {
  const failures: unknown = Reflect.get(Object(answer), 'batchItemFailures');
  const ids = Array.isArray(failures)
    ? failures.map((each) => String(Reflect.get(Object(each), 'itemIdentifier')))
    : [];
  return new Set(ids);
}

/** What the runtime tells a function about itself. */
const contextOf = (name: FunctionName, { world, region }: Pick<Cast, 'world' | 'region'>) => ({
  functionName: `assay-${name}`,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn(world, region, name),
  memoryLimitInMB: '512',
  awsRequestId: world.ids.uuid(),
  getRemainingTimeInMillis: () => 60_000,
});

async function receive(client: SQSClient, QueueUrl: string, size: number): Promise<Message[]> {
  const all: Message[] = [];
  while (all.length < size) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(10, size - all.length),
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
  return all;
}

const recordOf = (message: Message, eventSourceARN: string, awsRegion: string) => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes ?? {},
  messageAttributes: {},
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion,
});
