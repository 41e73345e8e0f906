import { AsyncLocalStorage } from 'node:async_hooks';
import { BedrockClient, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  BatchUpdateFindingsCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { createAws } from '../../../../adapters/aws/aws.ts';
import { kmsSigner } from '../../../../adapters/aws/ledger/signer.ts';
import { ledgerState } from '../../../../adapters/aws/ledger/state.ts';
import { s3Store } from '../../../../adapters/aws/ledger/store.ts';
import { visitDesk } from '../../../../cli/demo/remediation.ts';
import { type FunctionName, openStage, type Stage } from '../../../../cli/demo/stage.ts';
import { createWorld, type Emulated, emulate, type World } from '../../../../emulator/index.ts';
import { type Exchange, exchanges } from '../../../../emulator/record.ts';
import { type InForce, inForceOf } from '../../../../engine/evidence/in-force.ts';
import { createLedger } from '../../../../engine/evidence/ledger.ts';
import { buildPack } from '../../../../infra/bundling/pack.ts';
import { packDigest } from '../../../../rules/index.ts';

export type { FunctionName };

/** One call, and AWS's answer to it. */
export type Answer = Pick<Exchange, 'client' | 'operation' | 'output' | 'error'>;

/** An invocation as it went in the emulator: what came in, and what AWS was asked and answered, in order. */
export interface Rehearsed {
  readonly event: object;
  readonly answers: readonly Answer[];
}

export interface Rehearsal {
  /** What the functions are configured with. */
  readonly env: Readonly<Record<string, string>>;
  /** Of each function the first invocation that did what it is there for. */
  readonly invocations: ReadonlyMap<FunctionName, Rehearsed>;
}

/** What each function is there to ask of AWS. */
const DEEDS = {
  announce: 'PutEvents',
  'apply-remediation': 'StopNotebookInstance',
  'ask-approval': 'Publish',
  canary: 'PutEvents',
  'evaluate-change': 'PutItem',
  'evaluate-config-rule': 'PutEvaluations',
  'evaluate-inventory': 'DescribeNotebookInstance',
  'expire-waivers': 'Query',
  'mirror-workflow': 'PutItem',
  'plan-remediation': 'PutItem',
  'publish-findings': 'BatchImportFindings',
  'record-remediation': 'SendMessageBatch',
  'remediation-desk': 'StartExecution',
  'republish-findings': 'BatchImportFindings',
  'seal-evidence': 'PutObject',
  'start-remediation': 'StartExecution',
  'verify-remediation': 'DescribeNotebookInstance',
  'wake-config-rules': 'StartConfigRulesEvaluation',
} as const satisfies Readonly<Record<FunctionName, string>>;

const REGION = 'eu-central-1';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Plays a few hours in which every function has something to do. Once a process: the functions are imported. */
export async function rehearse(): Promise<Rehearsal> {
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  process.env['POWERTOOLS_METRICS_DISABLED'] ??= 'true';
  const invocations = new Map<FunctionName, Rehearsed>();
  const current = new AsyncLocalStorage<Answer[]>();
  const { listener } = exchanges;
  exchanges.listener = (exchange) => {
    listener?.(exchange);
    const { client, operation, output, error } = exchange;
    current.getStore()?.push({ client, operation, output, ...(error !== undefined && { error }) });
  };
  // The bundled functions look back on it with a clock of their own.
  const world = createWorld({ now: new Date(Date.now() - 6 * HOUR) });
  world.settleMs = 0;
  const { bytes: pack, digest } = await buildPack();
  const stage = await openStage({
    world,
    region: REGION,
    remediation: true,
    pack,
    within(name, work, event) {
      const answers: Answer[] = [];
      const done = current.run(answers, work);
      const keep = (result: unknown) => {
        const isDone = answers.some(({ operation }) => operation === DEEDS[name]) && !hasFailures(result);
        if (isDone && !invocations.has(name)) invocations.set(name, { event, answers });
      };
      Promise.resolve(done).then(keep, () => {});
      return done;
    },
  });
  // The first instance of all puts the rule pack into the archive; every cold start after it finds it there.
  await declared(stage, world, inForceOf({ packDigest, pack: digest, packBytes: () => pack, settings: {} }));
  await play(stage, emulate(world, { region: REGION }));
  exchanges.listener = listener;
  if (stage.errors.length > 0) throw new Error('the rehearsal failed', { cause: stage.errors[0] });
  return { env: stage.env, invocations };
}

async function declared({ door, env }: Stage, world: World, inForce: InForce): Promise<void> {
  const { config, install } = door;
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  const { LEDGER_TABLE = '', ARCHIVE_BUCKET = '', ARCHIVE_KEY_ARN = '', SEAL_KEY_ARN = '' } = env;
  const retention = { mode: 'GOVERNANCE', days: 365 } as const;
  const ledger = createLedger({
    table: ledgerState(aws, LEDGER_TABLE),
    store: s3Store(aws, { bucket: ARCHIVE_BUCKET, keyArn: ARCHIVE_KEY_ARN, retention }),
    signer: kmsSigner(aws, SEAL_KEY_ARN),
    packDigest,
    // The clock of the bundled functions: nothing is to be sealed when they begin.
    clock: () => new Date(),
  });
  await ledger.declare({ account: world.account, region: REGION }, inForce);
}

const hasFailures = (result: unknown): boolean =>
  Reflect.get(Object(result), 'batchItemFailures')?.length > 0;

async function play(stage: Stage, person: Emulated): Promise<void> {
  const hub = person.client(SecurityHubClient);
  await createNotebook(person, 'research');
  await stage.settle();
  await stage.pass(3 * MINUTE);
  await logInvocations(person);
  await stage.pass(3 * MINUTE);
  await suppress(hub);
  await stage.settle();
  // While the hub is off, findings wait.
  await hub.send(new DisableSecurityHubCommand({}));
  await createNotebook(person, 'another');
  await stage.pass(20 * MINUTE, MINUTE);
  await hub.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  await stage.pass(2 * HOUR, 5 * MINUTE);
  await stage.call('expire-waivers', {});
  await putRight(stage, hub);
}

/** Somebody asks for it, and somebody else lets it happen. */
async function putRight(stage: Stage, hub: SecurityHubClient): Promise<void> {
  const rule = 'sagemaker-notebook-root-access';
  const { Findings = [] } = await hub.send(new GetFindingsCommand({ MaxResults: 100 }));
  const found = Findings.find(
    ({ GeneratorId, Resources }) =>
      GeneratorId === `assay/${rule}` && Resources?.[0]?.Id?.endsWith('another'),
  );
  const key = found?.ProductFields?.['assay/key'];
  const request = { do: 'request', finding: found?.Id, rule, key, reason: 'audit' };
  const { body } = await visitDesk(stage, personArn('maya'), request);
  await stage.settle();
  const { body: shown } = await visitDesk(stage, personArn('jonas'), { do: 'show', plan: body['plan'] });
  const approval = { do: 'approve', plan: body['plan'], hash: shown['hash'], reason: 'agreed' };
  await visitDesk(stage, personArn('jonas'), approval);
  await stage.pass(30 * MINUTE, MINUTE);
}

const personArn = (name: string) => `arn:aws:sts::111122223333:assumed-role/Platform/${name}`;

const createNotebook = (person: Emulated, name: string) =>
  person.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: name,
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/notebook',
      RootAccess: 'Enabled',
      Tags: [{ Key: 'team', Value: 'research' }],
    }),
  );

/** AWS Config records no such thing: its rule has to be woken. */
const logInvocations = (person: Emulated) =>
  person.client(BedrockClient).send(
    new PutModelInvocationLoggingConfigurationCommand({
      loggingConfig: { textDataDeliveryEnabled: false },
    }),
  );

/** An analyst's word. */
async function suppress(hub: SecurityHubClient): Promise<void> {
  const { Findings = [] } = await hub.send(new GetFindingsCommand({ MaxResults: 100 }));
  const ours = Findings.filter(({ GeneratorId = '' }) => GeneratorId.startsWith('assay/'));
  await hub.send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: ours.slice(0, 1).map(({ Id, ProductArn }) => ({ Id, ProductArn })),
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'known', UpdatedBy: 'Ann' },
    }),
  );
}
