import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { createAws } from '../../adapters/aws/aws.ts';
import { postureStore } from '../../adapters/aws/posture.ts';
import { posturesIn } from '../../adapters/aws/postures.ts';
import { createPublisher } from '../../adapters/aws/security-hub/publisher.ts';
import { emulate } from '../../emulator/plugin.ts';
import { exchanges } from '../../emulator/record.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import { type Posture, postureAfter } from '../../engine/posture.ts';
import { nonCompliant, type Rule } from '../../engine/rule.ts';
import { newsIn } from '../../functions/_publishing/news.ts';
import { tellWith } from '../../functions/_publishing/tell.ts';
import type { PostureChange } from '../../functions/_runtime/handler.ts';
import { rules } from '../../rules/index.ts';
import type { Bar } from './report.ts';

const REGION = 'eu-central-1';
const TABLE = 'posture';
const TYPE = 'AWS::SageMaker::NotebookInstance';
/** Changes of posture, in batches that fill no whole number of calls. */
const CHANGES = 1500;
const BATCH = 111;
const CALLS_PER_SECOND = 10;

/** News of many findings, told to the emulated Security Hub at the rate that it allows. */
export async function* benchPublish(): AsyncGenerator<Bar> {
  const world = createWorld();
  world.settleMs = 0;
  const { config, install, client } = emulate(world, { region: REGION });
  await client(SecurityHubClient).send(new EnableSecurityHubCommand({}));
  await createTable(client(DynamoDBClient));
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  const store = postureStore(aws, TABLE);
  const changes = postures(world).map(
    (after, index): PostureChange => ({
      sequence: String(index),
      before: null,
      after,
    }),
  );
  for (const { after } of changes) await store.commit(after, null);
  const tell = tellWith({
    recallAll: posturesIn(aws, TABLE),
    publish: createPublisher({
      awsOf: () => aws,
      now: aws.now,
      pause: pauseIn(world),
      callsPerSecond: CALLS_PER_SECOND,
    }),
    account: world.account,
    region: REGION,
  });
  const counted = await counting(async () => {
    let findings = 0;
    for (let from = 0; from < CHANGES; from += BATCH) {
      const news = newsIn(changes.slice(from, from + BATCH));
      const untold = await tell(news);
      findings += news.length - untold.size;
    }
    return findings;
  });
  yield* barsOf(counted);
}

interface Counted {
  readonly findings: number;
  readonly calls: number;
  readonly searches: number;
  readonly seconds: number;
}

function* barsOf({ findings, calls, searches, seconds }: Counted): Generator<Bar> {
  const detail = `${findings} findings in ${calls} calls, ${searches} of GetFindings`;
  yield { what: 'findings a call', value: findings / calls, unit: 'findings', atLeast: 90, detail };
  yield {
    what: `findings a second at ${CALLS_PER_SECOND} calls a second`,
    value: (findings / calls) * CALLS_PER_SECOND,
    unit: 'findings',
    atLeast: 900,
    detail,
  };
  yield {
    what: 'findings a second of CPU, with what the emulator takes',
    value: findings / seconds,
    unit: 'findings',
    atLeast: 900,
    detail: `${seconds.toFixed(1)} s`,
  };
}

async function counting(work: () => Promise<number>): Promise<Counted> {
  const count = { calls: 0, searches: 0 };
  exchanges.listener = ({ operation }) => {
    if (operation === 'BatchImportFindings' || operation === 'BatchUpdateFindings') count.calls += 1;
    if (operation === 'GetFindings') count.searches += 1;
  };
  const before = process.cpuUsage();
  const findings = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  exchanges.listener = undefined;
  return { findings, ...count, seconds };
}

/** Pauses move the clock. */
const pauseIn =
  ({ clock }: World) =>
  async (milliseconds: number): Promise<void> =>
    clock.set(new Date(clock.ms() + Math.ceil(milliseconds)));

const failing = nonCompliant({ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' });

function postures(world: World): readonly Posture[] {
  const now = world.clock.now().toISOString();
  const own = rules.filter(({ resourceType }) => resourceType === TYPE);
  return Array.from({ length: CHANGES }, (_, index) => postureOf(`notebook-${index}`, { own, now, world }));
}

function postureOf(
  id: string,
  { own, now, world }: { readonly own: readonly Rule[]; readonly now: string; readonly world: World },
): Posture {
  const { account } = world;
  const arn = `arn:aws:sagemaker:${REGION}:${account}:notebook-instance/${id}`;
  const ref = { type: TYPE, id, arn, partition: 'aws', account, region: REGION };
  const resource = { ...ref, source: 'live' as const, properties: {} };
  const seen = {
    ref,
    presence: 'present' as const,
    createdAt: now,
    readAt: [now, now] as const,
    inputDigest: 'input',
    ownDigest: 'own',
    references: [],
    findings: own.map((rule) => ({ rule, resource, verdict: failing, waiver: null })),
  };
  return postureAfter(`${account}/${REGION}/${TYPE}/${id}`, null, { seen, now });
}

async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['key', 'part'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'key', KeyType: 'HASH' },
        { AttributeName: 'part', KeyType: 'RANGE' },
      ],
    }),
  );
}
