import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import {
  AddTagsCommand,
  CreateNotebookInstanceCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { s3Source } from '../../../adapters/aws/ledger/source.ts';
import { searchRecords } from '../../../engine/evidence/search.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { findingId } from '../../../engine/finding-id.ts';
import { envelope } from '../_evaluation/kit.ts';
import { caller, findings, type Played, played, postures, REGION } from './kit.ts';

const NAMES = Array.from({ length: 60 }, (_, index) => `study-${index}`);
const ROUNDS = 200;
const CHANGES_A_ROUND = 24;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Mulberry32: the same numbers in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Act = (stage: Played, name: string) => Promise<unknown>;

const isThere = new Map<string, boolean>();

const update =
  (RootAccess: 'Enabled' | 'Disabled'): Act =>
  async ({ person }, NotebookInstanceName) => {
    const client = person.client(SageMakerClient);
    await client.send(new StopNotebookInstanceCommand({ NotebookInstanceName })).catch(() => undefined);
    await client.send(new UpdateNotebookInstanceCommand({ NotebookInstanceName, RootAccess }));
  };

const create: Act = ({ person }, NotebookInstanceName) =>
  person.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName,
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );

const remove: Act = async ({ person }, NotebookInstanceName) => {
  const client = person.client(SageMakerClient);
  await client.send(new StopNotebookInstanceCommand({ NotebookInstanceName })).catch(() => undefined);
  await client.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName }));
};

const tag: Act = ({ person }, name) =>
  person.client(SageMakerClient).send(
    new AddTagsCommand({
      ResourceArn: `arn:aws:sagemaker:${REGION}:111122223333:notebook-instance/${name}`,
      Tags: [{ Key: 'owner', Value: name }],
    }),
  );

/** What people do: the same in every run. */
async function act(stage: Played, random: () => number): Promise<void> {
  const name = NAMES[Math.floor(random() * NAMES.length)] ?? '';
  const dice = random();
  if (!isThere.get(name)) {
    await create(stage, name);
    isThere.set(name, true);
  } else if (dice < 0.1) {
    await remove(stage, name);
    isThere.set(name, false);
    if (dice < 0.05) {
      await create(stage, name);
      isThere.set(name, true);
    }
  } else if (dice < 0.5) await update('Disabled')(stage, name);
  else if (dice < 0.9) await update('Enabled')(stage, name);
  else await tag(stage, name);
}

/** Trouble of every kind, for as long as the returned function is not called. */
function trouble({ world }: Played, random: () => number): () => void {
  const byFunctions = (share: number) => () => caller.getStore() !== undefined && random() < share;
  const error = (name: string, statusCode: number) => ({ name, message: name, statusCode });
  const removers = [
    world.faults.throttle({ when: byFunctions(0.02) }),
    world.faults.add({ error: error('InternalFailure', 500), when: byFunctions(0.01) }),
    // The call took effect and the answer was lost: as if the function had crashed right after it.
    world.faults.add({ error: error('ServiceUnavailable', 503), stage: 'after', when: byFunctions(0.01) }),
  ];
  return () => {
    for (const remove of removers) remove();
  };
}

async function resend({ door, queues, world }: Played, random: () => number): Promise<number> {
  const recent = world.events
    .filter(({ eventSource }) => eventSource === 'sagemaker.amazonaws.com')
    .slice(-400);
  const Entries = Array.from({ length: 10 }, (_, index) => {
    const record = recent[Math.floor(random() * recent.length)];
    const DelaySeconds = Math.floor(random() * 300);
    return { Id: String(index), MessageBody: JSON.stringify(envelope(record ?? {})), DelaySeconds };
  });
  await door.client(SQSClient).send(new SendMessageBatchCommand({ QueueUrl: queues.changes.url, Entries }));
  return Entries.length;
}

interface Ending {
  readonly postures: ReadonlyMap<string, unknown>;
  readonly open: readonly string[];
  /** What AWS Config shows, of each rule and resource. */
  readonly config: readonly string[];
  /** The last word of the archive on each resource. */
  readonly archive: ReadonlyMap<string, unknown>;
  readonly events: number;
  readonly stage: Played;
}

async function run(isCalm: boolean): Promise<Ending> {
  isThere.clear();
  // A million calls: others say the same.
  const stage = await played({ isRecorded: false });
  const random = randomOf(1);
  const chance = randomOf(2);
  let events = 0;
  let calmDown = () => {};
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!isCalm && round === 5) calmDown = trouble(stage, chance);
    stage.world.describeDelayMs = isCalm || chance() < 0.5 ? 0 : 5000;
    for (let change = 0; change < CHANGES_A_ROUND; change += 1) await act(stage, random);
    if (!isCalm) events += await resend(stage, chance);
    if (!isCalm && round === 60) stage.world.faults.deny(readsDuring(stage, 10 * 60_000));
    if (!isCalm && round === 120) stage.world.faults.add(hubDownFor(stage, DAY));
    if (round % 20 === 10) await askConfigRules(stage);
    await stage.pass(30_000);
  }
  calmDown();
  stage.world.describeDelayMs = 0;
  events += stage.world.events.filter(
    ({ eventSource, readOnly }) => eventSource.startsWith('sagemaker') && !readOnly,
  ).length;
  await stage.pass(2 * HOUR);
  await stage.pass(2 * DAY, 10 * 60_000);
  await askConfigRules(stage);
  await stage.settle();
  return { ...(await endingOf(stage)), events, stage };
}

const readsDuring = ({ world }: Played, milliseconds: number) => {
  const until = world.clock.ms() + milliseconds;
  return {
    service: 'sagemaker',
    operation: 'DescribeNotebookInstance',
    when: () => caller.getStore() !== undefined && world.clock.ms() < until,
  };
};

const hubDownFor = ({ world }: Played, milliseconds: number) => {
  const until = world.clock.ms() + milliseconds;
  return {
    service: 'securityhub',
    error: { name: 'InternalException', message: 'down', statusCode: 500 },
    when: () => world.clock.ms() < until,
  };
};

/** What is known in the end, without what tells one run from another. */
async function endingOf(stage: Played): Promise<Omit<Ending, 'events' | 'stage'>> {
  const known = await postures(stage);
  const states = [...known].map(([key, { presence, rules }]) => {
    const statuses = Object.entries(rules).map(([id, { status }]) => [id, status]);
    return [key, presence === 'deleted' ? { presence } : { presence, statuses }] as const;
  });
  // What AWS Config imports by itself is suppressed: one visible finding of each fault.
  const open = [...(await findings(stage)).values()].filter(
    ({ Compliance, RecordState, Workflow }) =>
      Compliance?.Status === 'FAILED' && RecordState === 'ACTIVE' && Workflow?.Status !== 'SUPPRESSED',
  );
  return {
    postures: new Map(states.sort()),
    open: open.map(({ Id = '', Workflow }) => `${Id} ${Workflow?.Status}`).sort(),
    config: await configResults(stage),
    archive: await lastWords(stage),
  };
}

/** As the schedule of every Config rule does. */
async function askConfigRules({ world }: Played): Promise<void> {
  // What an emulated service remembers belongs to the import that the stage has made.
  const { invokePeriodicRules } = await import('../../../emulator/index.ts');
  invokePeriodicRules(world, world.account, REGION);
}

async function configResults({ door }: Played): Promise<readonly string[]> {
  const client = door.client(ConfigServiceClient);
  const shown: string[] = [];
  const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({}));
  for (const { ConfigRuleName } of ConfigRules) {
    const results = paginateGetComplianceDetailsByConfigRule({ client }, { ConfigRuleName });
    for await (const { EvaluationResults = [] } of results) {
      for (const { EvaluationResultIdentifier, ComplianceType } of EvaluationResults) {
        const { ResourceType, ResourceId } = EvaluationResultIdentifier?.EvaluationResultQualifier ?? {};
        // Of what is gone there is a result only if it was ever told.
        if (ComplianceType !== 'NOT_APPLICABLE')
          shown.push(`${ConfigRuleName} ${ResourceType} ${ResourceId} ${ComplianceType}`);
      }
    }
  }
  return shown.sort();
}

/** A record of an evaluation tells its verdicts; one of a deletion ends them. */
async function lastWords(stage: Played): Promise<ReadonlyMap<string, unknown>> {
  const last = new Map<string, unknown>();
  const wanted = { kinds: new Set(['evaluation', 'deleted']) };
  for await (const { record } of searchRecords(archiveOf(stage), { wanted, isWithoutLookups: true })) {
    const { kind, resource, verdicts, detail } = record as unknown as Told;
    const id = resource?.arn ?? detail?.resource?.arn;
    if (id === undefined) continue;
    last.set(id, kind === 'deleted' ? kind : verdicts?.map(({ rule, status }) => [rule, status]));
  }
  return new Map([...last].sort());
}

interface Told {
  readonly kind: string;
  readonly resource?: { readonly arn?: string };
  readonly verdicts?: readonly { readonly rule: string; readonly status: string }[];
  readonly detail?: { readonly resource?: { readonly arn?: string } };
}

function archiveOf({ door, world, bucket }: Played) {
  const { config, install } = door;
  return s3Source(createAws({ region: REGION, config, install, now: world.clock.now }), { bucket });
}

describe('a deployment in trouble', () => {
  it('ends where a calm one ends: nothing lost, doubled or closed without reason', async () => {
    const calm = await run(true);
    const rough = await run(false);
    expect(rough.events).toBeGreaterThanOrEqual(10_000);
    expect(rough.postures).toEqual(calm.postures);
    expect(rough.open).toEqual(calm.open);
    const failing = [...(await postures(rough.stage)).values()].flatMap(({ ref, rules }) =>
      Object.entries(rules).flatMap(([id, { status }]) =>
        status === 'NON_COMPLIANT' ? [`${findingId(id, ref)} NEW`] : [],
      ),
    );
    expect(rough.open).toEqual(failing.sort());
    expect(rough.config).toEqual(calm.config);
    expect(rough.config.length).toBeGreaterThan(NAMES.length);
    expect(rough.archive).toEqual(calm.archive);
    expect(rough.archive.size).toBeGreaterThanOrEqual(NAMES.length);
    const report = await verifyArchive(archiveOf(rough.stage), {
      publicKeyPem: rough.stage.publicKeyPem,
      now: rough.stage.world.clock.now(),
    });
    expect(report.problems).toEqual([]);
  }, 1_200_000);
});
