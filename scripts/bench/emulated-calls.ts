import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { type Emulated, type EmulatedConfig, emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';
import { median } from './report.ts';

const REGION = 'eu-central-1';
const WARM_UP = 2000;
const CALLS = 3000;

export interface MeasuredCall {
  readonly name: string;
  /** Median of what the emulator adds to the SDK's own work. */
  readonly share: number;
  /** Median of the whole call. */
  readonly whole: number;
  /** Median of the same call, answered with nothing where the emulator would answer. */
  readonly floor: number;
}

type Call = () => Promise<unknown>;

/** What the emulator takes for a read, an object, a signature and a conditional write. */
export async function measureCalls(): Promise<readonly MeasuredCall[]> {
  const world = createWorld();
  world.settleMs = 0;
  const door = emulate(world, { region: REGION });
  const alone = deaf(door.config);
  const measured: MeasuredCall[] = [];
  for (const { name, prepare } of PREPARED) {
    const ask = await prepare(door);
    measured.push({
      name,
      ...(await inTurn(
        () => ask(door),
        () => ask(alone),
      )),
    });
  }
  return measured;
}

type Clients = Pick<Emulated, 'client'>;

interface Prepared {
  readonly name: string;
  /** Makes what the call is about, and gives the call. */
  prepare(door: Clients): Promise<(clients: Clients) => Promise<unknown>>;
}

const PREPARED: readonly Prepared[] = [
  {
    name: 'DescribeNotebookInstance',
    async prepare(door) {
      const NotebookInstanceName = 'bench';
      const RoleArn = 'arn:aws:iam::111122223333:role/Ml';
      await door
        .client(SageMakerClient)
        .send(
          new CreateNotebookInstanceCommand({ NotebookInstanceName, InstanceType: 'ml.t3.medium', RoleArn }),
        );
      return asking(SageMakerClient, (client) =>
        client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName })),
      );
    },
  },
  {
    name: 'GetObject',
    async prepare(door) {
      const [Bucket, Key] = ['bench-bucket', 'evidence/1.json'];
      const s3 = door.client(S3Client);
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
      );
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '{"record":1}' }));
      return asking(S3Client, (client) => client.send(new GetObjectCommand({ Bucket, Key })));
    },
  },
  {
    name: 'Sign',
    async prepare(door) {
      const KeySpec = 'ECC_NIST_P256';
      const { KeyMetadata } = await door
        .client(KMSClient)
        .send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
      const asked = { KeyId: KeyMetadata?.KeyId, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
      const Message = new TextEncoder().encode('the root of a tree');
      return asking(KMSClient, (client) => client.send(new SignCommand({ ...asked, Message })));
    },
  },
  {
    name: 'PutItem',
    async prepare(door) {
      const TableName = 'bench';
      await door.client(DynamoDBClient).send(
        new CreateTableCommand({
          TableName,
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      );
      const Item = { id: { S: 'finding' }, status: { S: 'COMPLIANT' }, revision: { N: '1' } };
      return asking(DynamoDBClient, (client) => client.send(new PutItemCommand({ TableName, Item })));
    },
  },
];

/** One client of each kind of clients, as a Lambda has it. */
function asking<Client extends Parameters<Emulated['install']>[0]>(
  Client: new (config: EmulatedConfig) => Client,
  call: (client: Client) => Promise<unknown>,
): (clients: Clients) => Promise<unknown> {
  const opened = new Map<Clients, Client>();
  return (clients) => {
    const client = opened.get(clients) ?? clients.client(Client);
    opened.set(clients, client);
    return call(client);
  };
}

/** Clients whose every call is answered with nothing, where the emulator would answer. */
function deaf(config: EmulatedConfig): Clients {
  const answer = () => async () => ({ response: {}, output: { $metadata: {} } });
  return {
    client: (Client) => {
      const client = new Client(config);
      client.middlewareStack.add(answer, {
        step: 'deserialize',
        name: 'emulatorMiddleware',
        priority: 'high',
      });
      return client;
    },
  };
}

/** In turn, so that a noisy machine slows both. */
async function inTurn(call: Call, bare: Call): Promise<Omit<MeasuredCall, 'name'>> {
  const pairs: { readonly whole: number; readonly floor: number }[] = [];
  for (let index = -WARM_UP; index < CALLS; index += 1) {
    const pair = { whole: await microsecondsOf(call), floor: await microsecondsOf(bare) };
    if (index >= 0) pairs.push(pair);
  }
  return {
    share: median(pairs.map(({ whole, floor }) => whole - floor)),
    whole: median(pairs.map(({ whole }) => whole)),
    floor: median(pairs.map(({ floor }) => floor)),
  };
}

async function microsecondsOf(call: Call): Promise<number> {
  const before = performance.now();
  await call();
  return (performance.now() - before) * 1000;
}
