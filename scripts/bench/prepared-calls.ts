import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  BatchImportFindingsCommand,
  EnableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Emulated, EmulatedConfig } from '../../emulator/plugin.ts';
import type { Clients, Prepared } from './emulated-calls.ts';

const ACCOUNT = '111122223333';
const NOTEBOOK = `arn:aws:sagemaker:eu-central-1:${ACCOUNT}:notebook-instance/bench`;

/** A read, objects, a signature, a conditional write, messages, findings and events: what the functions do most. */
export const PREPARED: readonly Prepared[] = [
  {
    name: 'DescribeNotebookInstance',
    async prepare(door) {
      const NotebookInstanceName = 'bench';
      const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Ml`;
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
      const place = { Bucket: await bucketOf(door, 'bench-read'), Key: 'evidence/1.json' };
      await door.client(S3Client).send(new PutObjectCommand({ ...place, Body: '{"record":1}' }));
      return asking(S3Client, (client) => client.send(new GetObjectCommand(place)));
    },
  },
  {
    name: 'PutObject',
    async prepare(door) {
      const Bucket = await bucketOf(door, 'bench-write');
      let count = 0;
      return asking(S3Client, (client) => {
        count += 1;
        const Key = `evidence/${count}.json`;
        return client.send(new PutObjectCommand({ Bucket, Key, Body: '{"record":1}', IfNoneMatch: '*' }));
      });
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
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        }),
      );
      let revision = 0;
      return asking(DynamoDBClient, (client) => {
        revision += 1;
        const Item = { id: { S: 'finding' }, status: { S: 'COMPLIANT' }, revision: { N: String(revision) } };
        return client.send(
          new PutItemCommand({
            TableName,
            Item,
            ConditionExpression: 'attribute_not_exists(id) OR revision < :revision',
            ExpressionAttributeValues: { ':revision': { N: String(revision) } },
          }),
        );
      });
    },
  },
  {
    name: 'SendMessage',
    async prepare(door) {
      const QueueUrl = await queueOf(door, 'bench-out');
      const MessageBody = JSON.stringify({ change: NOTEBOOK });
      return asking(SQSClient, (client) => client.send(new SendMessageCommand({ QueueUrl, MessageBody })));
    },
  },
  {
    name: 'ReceiveMessage',
    async prepare(door) {
      const QueueUrl = await queueOf(door, 'bench-in');
      await door.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
      // Seen again at once, so that there is always a message.
      return asking(SQSClient, (client) =>
        client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 })),
      );
    },
  },
  {
    name: 'BatchImportFindings',
    async prepare(door, clock) {
      await door.client(SecurityHubClient).send(new EnableSecurityHubCommand({}));
      let count = 0;
      return asking(SecurityHubClient, (client) => {
        count += 1;
        // Security Hub takes ten calls a second.
        clock.advance(100);
        return client.send(new BatchImportFindingsCommand({ Findings: [findingOf(count)] }));
      });
    },
  },
  {
    name: 'PutEvents',
    async prepare() {
      const Detail = JSON.stringify({ change: NOTEBOOK });
      const Entries = [{ Source: 'assay', DetailType: 'Finding', Detail }];
      return asking(EventBridgeClient, (client) => client.send(new PutEventsCommand({ Entries })));
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

async function bucketOf(door: Clients, Bucket: string): Promise<string> {
  await door.client(S3Client).send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

async function queueOf(door: Clients, QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await door.client(SQSClient).send(new CreateQueueCommand({ QueueName }));
  return QueueUrl;
}

function findingOf(count: number) {
  return {
    SchemaVersion: '2018-10-08',
    Id: `assay/${count}`,
    ProductArn: `arn:aws:securityhub:eu-central-1:${ACCOUNT}:product/${ACCOUNT}/default`,
    GeneratorId: 'sagemaker-notebook-root',
    AwsAccountId: ACCOUNT,
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Title: 'root access',
    Description: 'root access is on',
    Resources: [{ Type: 'AwsSageMakerNotebookInstance', Id: NOTEBOOK }],
    Compliance: { Status: 'FAILED' as const },
    FindingProviderFields: {
      Severity: { Label: 'HIGH' as const },
      Types: ['Software and Configuration Checks'],
    },
  };
}
