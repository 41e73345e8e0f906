import {
  type ConfigRule,
  ConfigServiceClient,
  DeleteConfigRuleCommand,
  DescribeConfigRulesCommand,
  PutConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  GetPublicKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateAutomationRuleCommand,
  EnableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import {
  CreateQueueCommand,
  type CreateQueueCommandInput,
  GetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { BY_TARGET, BY_TYPE } from '../../adapters/aws/posture-item.ts';
import { type Emulated, emulate, type World } from '../../emulator/index.ts';
import { CANARY_SOURCE } from '../../engine/canary.ts';
import { configRules } from '../../engine/config-rules.ts';
import { chosenRules, type Settings } from '../../engine/settings.ts';
import { rules } from '../../rules/index.ts';

/** Names and addresses of what a deployment consists of. */
export interface Deployed {
  readonly door: Emulated;
  readonly queues: Readonly<Record<QueueName, { readonly url: string; readonly arn: string }>>;
  readonly postureTable: string;
  readonly bucket: string;
  /** PEM of the key that signs seals. */
  readonly publicKeyPem: string;
  /** What the functions are configured with. */
  readonly env: Readonly<Record<string, string>>;
}

const QUEUES = ['changes', 'inventory', 'evidence.fifo', 'unpublished', 'wake'] as const;
export type QueueName = (typeof QUEUES)[number];

/** For how long a message that failed stays away, in seconds, and how often it comes: sooner, and less often, than in the stack. */
const PATIENCE: Readonly<Record<QueueName, readonly [visibility: number, receives: number]>> = {
  changes: [60, 5],
  inventory: [60, 5],
  'evidence.fifo': [240, 100],
  unpublished: [3600, 7 * 24],
  wake: [60, 5],
};

const POSTURE_TABLE = 'assay-posture';
const LEDGER_TABLE = 'assay-ledger';
export const FINDINGS_BUS = 'assay-findings';
const VIA_TRAIL = 'AWS API Call via CloudTrail';
export const MIRROR = 'mirror-workflow';
export const CONFIG_RULE = 'evaluate-config-rule';
const RULE_PREFIX = 'assay-';

/** Makes in an emulated account what the stacks make in a real one: as much of it as the functions touch. */
export async function deployInto(world: World, region: string): Promise<Deployed> {
  const principal = `arn:${world.partition}:sts::${world.account}:assumed-role/Deployment/assay`;
  const door = emulate(world, { region, principal });
  const bucket = `assay-evidence-${world.account}-${region}`;
  await createTables(door.client(DynamoDBClient));
  const queues = await createQueues(door.client(SQSClient));
  const keys = await createKeys(door.client(KMSClient));
  await door.client(S3Client).send(
    new CreateBucketCommand({
      Bucket: bucket,
      ObjectLockEnabledForBucket: true,
      ...(region !== 'us-east-1' && {
        CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' },
      }),
    }),
  );
  await enableSecurityHub(door.client(SecurityHubClient));
  await route(door.client(EventBridgeClient), { world, region, queues });
  if (region !== GLOBAL_REGION)
    await forward(emulate(world, { region: GLOBAL_REGION, principal }), world, region);
  // Tables and keys take a while to be there.
  world.clock.advance(60_000);
  const env = {
    AWS_REGION: region,
    ACCOUNT_ID: world.account,
    POSTURE_TABLE,
    LEDGER_TABLE,
    FINDINGS_BUS,
    CHANGES_QUEUE_URL: queues.changes.url,
    INVENTORY_QUEUE_URL: queues.inventory.url,
    EVIDENCE_QUEUE_URL: queues['evidence.fifo'].url,
    EVIDENCE_SENDERS: door.principal.id.replace(/:.*/, ''),
    UNPUBLISHED_QUEUE_URL: queues.unpublished.url,
    ARCHIVE_BUCKET: bucket,
    ARCHIVE_ACCOUNT: world.account,
    ARCHIVE_KEY_ARN: keys.archive,
    SEAL_KEY_ARN: keys.seal,
    HASH_KEY_ARN: keys.hash,
    RETENTION_MODE: 'GOVERNANCE',
    RETENTION_DAYS: '365',
    TRAIL_BUCKET: '-',
    TRAIL_PREFIX: 'AWSLogs/',
    TRAIL_REGION: region,
    CONFIG_RULE_PREFIX: RULE_PREFIX,
    CONFIG_RULE_MODE: 'perRule',
    READS_PER_SECOND: '1000',
    MEMBER_READ_ROLE: '-',
    MEMBER_PUBLISH_ROLE: '-',
    MEMBER_EXTERNAL_ID: '-',
  };
  return { door, queues, postureTable: POSTURE_TABLE, bucket, publicKeyPem: keys.publicKeyPem, env };
}

export async function createTables(client: DynamoDBClient): Promise<void> {
  const names = ['key', 'part', 'type', 'changed', 'target'];
  await client.send(
    new CreateTableCommand({
      TableName: POSTURE_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [hash('key'), { AttributeName: 'part', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: BY_TYPE,
          KeySchema: [hash('type'), { AttributeName: 'changed', KeyType: 'RANGE' }],
          Projection: { ProjectionType: 'ALL' },
        },
        { IndexName: BY_TARGET, KeySchema: [hash('target')], Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: LEDGER_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'shard', AttributeType: 'S' }],
      KeySchema: [hash('shard')],
    }),
  );
}

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' }) as const;

export async function createQueues(client: SQSClient): Promise<Deployed['queues']> {
  const entries = [];
  for (const name of QUEUES) entries.push([name, await createQueue(client, name)] as const);
  return Object.fromEntries(entries) as Deployed['queues'];
}

/** With a dead-letter queue, as the stack has them. */
async function createQueue(client: SQSClient, name: QueueName) {
  const isFifo = name.endsWith('.fifo');
  const fifo = isFifo ? { FifoQueue: 'true' } : {};
  const dead = isFifo ? name.replace('.fifo', '-dead.fifo') : `${name}-dead`;
  const [visibility, maxReceiveCount] = PATIENCE[name];
  const deadArn = (await create(client, dead, fifo)).arn;
  return create(client, name, {
    ...fifo,
    VisibilityTimeout: String(visibility),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount }),
  });
}

async function create(client: SQSClient, name: string, Attributes: CreateQueueCommandInput['Attributes']) {
  const { QueueUrl: url = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `assay-${name}`, Attributes }),
  );
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  const { Attributes: answered } = await client.send(asked);
  return { url, arn: answered?.QueueArn ?? '' };
}

export async function createKeys(client: KMSClient) {
  const make = async (given: CreateKeyCommandInput) => {
    const { KeyMetadata } = await client.send(new CreateKeyCommand(given));
    return KeyMetadata?.Arn ?? '';
  };
  const archive = await make({ Description: 'encrypts the archive' });
  const seal = await make({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const hashKey = await make({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId: seal }));
  const lines =
    Buffer.from(PublicKey)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const publicKeyPem = `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
  return { archive, seal, hash: hashKey, publicKeyPem };
}

interface Routed {
  readonly world: World;
  readonly region: string;
  readonly queues: Deployed['queues'];
}

async function route(client: EventBridgeClient, { world, region, queues }: Routed): Promise<void> {
  await client.send(new CreateEventBusCommand({ Name: FINDINGS_BUS }));
  const put = async (
    Name: string,
    pattern: object,
    { Arn, bus = 'default' }: { Arn: string; bus?: string },
  ) => {
    const EventPattern = JSON.stringify(pattern);
    await client.send(new PutRuleCommand({ Name, EventPattern, EventBusName: bus }));
    await client.send(new PutTargetsCommand({ Rule: Name, EventBusName: bus, Targets: [{ Id: '1', Arn }] }));
  };
  // What the functions do themselves is nobody's change.
  const source = [{ 'anything-but': ['aws.config', 'aws.events', 'aws.securityhub'] }];
  await put('changes', { source, 'detail-type': [VIA_TRAIL] }, { Arn: queues.changes.arn });
  await put('canary', { source: [CANARY_SOURCE] }, { Arn: queues.changes.arn });
  await put(
    'workflow',
    { source: ['aws.securityhub'], 'detail-type': ['Security Hub Findings - Imported'] },
    { Arn: functionArn(world, region, MIRROR) },
  );
  await put('verdicts', { source: ['assay'] }, { Arn: queues.wake.arn, bus: FINDINGS_BUS });
}

/** With the rule that hides what AWS Config imports by itself: a second finding of the same fault. */
async function enableSecurityHub(client: SecurityHubClient): Promise<void> {
  await client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  await client.send(
    new CreateAutomationRuleCommand({
      RuleName: 'Assay: one finding per fault',
      RuleOrder: 900,
      RuleStatus: 'ENABLED',
      Description: 'AWS Config imports what Assay has told it',
      Criteria: {
        ProductName: [{ Comparison: 'EQUALS', Value: 'Config' }],
        Title: [{ Comparison: 'PREFIX', Value: RULE_PREFIX }],
        WorkflowStatus: [{ Comparison: 'EQUALS', Value: 'NEW' }],
      },
      Actions: [
        { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
      ],
    }),
  );
}

/** Services without Regions tell what happens to them in one Region only. */
const GLOBAL_REGION = 'us-east-1';

async function forward(door: Emulated, { account, partition }: World, region: string): Promise<void> {
  const client = door.client(EventBridgeClient);
  const Arn = `arn:${partition}:events:${region}:${account}:event-bus/default`;
  const EventPattern = JSON.stringify({ source: ['aws.iam'], 'detail-type': [VIA_TRAIL] });
  await client.send(new PutRuleCommand({ Name: 'forward', EventPattern }));
  await client.send(new PutTargetsCommand({ Rule: 'forward', Targets: [{ Id: '1', Arn }] }));
}

/** Makes the rules of AWS Config that settings ask for, and removes those that they ask for no more. */
export async function deployConfigRules(
  door: Emulated,
  SourceIdentifier: string,
  settings: Settings,
): Promise<void> {
  const client = door.client(ConfigServiceClient);
  const wanted = configRules(chosenRules(rules, settings), { mode: 'perRule', prefix: RULE_PREFIX });
  const names = new Set(wanted.map(({ name }) => name));
  for (const known of await configRuleNames(client)) {
    if (known.startsWith(RULE_PREFIX) && !names.has(known))
      await client.send(new DeleteConfigRuleCommand({ ConfigRuleName: known }));
  }
  for (const { name, inputParameters, periodic } of wanted) {
    const ConfigRule: ConfigRule = {
      ConfigRuleName: name,
      InputParameters: JSON.stringify(inputParameters),
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier,
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: periodic,
          },
        ],
      },
    };
    await client.send(new PutConfigRuleCommand({ ConfigRule }));
  }
}

async function configRuleNames(client: ConfigServiceClient): Promise<readonly string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new DescribeConfigRulesCommand({ NextToken }));
    found.push(...(answer.ConfigRules ?? []).flatMap(({ ConfigRuleName }) => ConfigRuleName ?? []));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return found;
}

export const functionArn = ({ account }: World, region: string, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:assay-${name}`;
