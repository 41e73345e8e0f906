import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { postureStore } from '../../../adapters/aws/posture.ts';
import { BY_TARGET, BY_TYPE } from '../../../adapters/aws/posture-item.ts';
import { evidenceQueue, lookQueue } from '../../../adapters/aws/queue.ts';
import { readResource } from '../../../adapters/aws/readers/index.ts';
import { emulate } from '../../../emulator/plugin.ts';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import type { Look, Sweep } from '../../../engine/look.ts';
import { defaultSettings, type Settings } from '../../../engine/settings.ts';
import type { Waiver } from '../../../engine/waiver.ts';
import { evaluateBatch } from '../../../functions/_evaluation/batch.ts';
import { houseOf } from '../../../functions/_evaluation/house.ts';
import type { Ports } from '../../../functions/_evaluation/ports.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import { type EmulatedAws, emulatedAws, REGION } from '../../adapters/aws/kit.ts';

const TABLE = 'posture';

/** An emulated account with what evaluations need, and no more. */
export interface Account extends EmulatedAws {
  readonly ports: Ports;
  /** Refs of all reads that evaluations have made. */
  readonly reads: ResourceRef[];
  /** CloudTrail events since the last time, as EventBridge would deliver them. */
  events(): object[];
  /** Evaluates a batch; gives the indices of those that failed. */
  evaluate(...messages: readonly (object | string)[]): Promise<readonly number[]>;
  /** What is in the queue of looks and may be received now; receiving takes it out. */
  looks(): Promise<(Look | Sweep)[]>;
  records(): Promise<UnsequencedRecord[]>;
}

export async function account({
  settings = defaultSettings,
  waivers = [],
  readingMs = 60_000,
}: {
  settings?: Settings;
  waivers?: readonly Waiver[];
  /** What a batch has for its reads. */
  readingMs?: number;
} = {}): Promise<Account> {
  const made = emulatedAws();
  const { world, aws } = made;
  world.settleMs = 0;
  // The deployment's own calls are not the customer's: another door, whose events nobody asks for.
  const door = emulate(world, { region: REGION });
  await createPostureTable(door.client(DynamoDBClient));
  const sqs = door.client(SQSClient);
  const [inventory, evidence] = [
    await createQueue(sqs, 'inventory'),
    await createQueue(sqs, 'evidence.fifo'),
  ];
  const reads: ResourceRef[] = [];
  const ports: Ports = {
    house: houseOf(settings, waivers),
    home: aws,
    account: world.account,
    awsOf: (id) => (id === null || id === world.account ? aws : undefined),
    read: (ref, of) => {
      reads.push(ref);
      return readResource(ref, of);
    },
    posture: postureStore(aws, TABLE),
    sendEvidence: evidenceQueue(aws, evidence),
    sendLooks: lookQueue(aws, inventory),
    hashKey: async () => new TextEncoder().encode('hash key'),
  };
  let told = world.events.length;
  return {
    ...made,
    ports,
    reads,
    events() {
      const records = world.events.slice(told);
      told = world.events.length;
      return records.filter(({ readOnly }) => !readOnly).map(envelope);
    },
    async evaluate(...messages) {
      const delivered = messages.map((message, index) => ({
        messageId: String(index),
        body: typeof message === 'string' ? message : JSON.stringify(message),
      }));
      return [...(await evaluateBatch(delivered, ports, readingMs))].map(Number).toSorted((a, b) => a - b);
    },
    looks: async () => (await drained(sqs, inventory)).map(({ Body = '' }) => JSON.parse(Body)),
    records: async () =>
      (await drained(sqs, evidence)).flatMap(
        ({ Body = '' }) => JSON.parse(Body).records as UnsequencedRecord[],
      ),
  };
}

/** A CloudTrail record as EventBridge wraps it. */
export const envelope = (detail: object) => ({
  version: '0',
  id: `envelope-${Reflect.get(detail, 'eventID')}`,
  'detail-type': 'AWS API Call via CloudTrail',
  source: `aws.${String(Reflect.get(detail, 'eventSource')).split('.')[0]}`,
  account: Reflect.get(detail, 'recipientAccountId'),
  time: Reflect.get(detail, 'eventTime'),
  region: Reflect.get(detail, 'awsRegion'),
  resources: [],
  detail,
});

/** The table as the stack makes it. */
export async function createPostureTable(client: DynamoDBClient, TableName = TABLE): Promise<void> {
  const names = ['key', 'part', 'type', 'changed', 'target'];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'key', KeyType: 'HASH' },
        { AttributeName: 'part', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: BY_TYPE,
          KeySchema: [
            { AttributeName: 'type', KeyType: 'HASH' },
            { AttributeName: 'changed', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: BY_TARGET,
          KeySchema: [{ AttributeName: 'target', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
}

async function createQueue(client: SQSClient, QueueName: string): Promise<string> {
  const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

async function drained(client: SQSClient, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return all;
    for (const { ReceiptHandle } of Messages)
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    all.push(...Messages);
  }
}
