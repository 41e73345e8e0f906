import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateModelCommand, ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  BatchImportFindingsCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createWorld, emulate, publishEvent } from '../../emulator/index.ts';
import { refusal } from './kit.ts';

const region = 'eu-central-1';
const account = '111122223333';
const FUNCTION = `arn:aws:lambda:${region}:${account}:function:assay`;

function opened() {
  const world = createWorld();
  const door = emulate(world, { region });
  const bridge = door.client(EventBridgeClient);
  const route = async (
    EventPattern: object,
    Arn: string,
    more: { State?: 'DISABLED'; bus?: string; name?: string } = {},
  ) => {
    const { State, bus: EventBusName = 'default', name = 'rule' } = more;
    const pattern = JSON.stringify(EventPattern);
    await bridge.send(new PutRuleCommand({ Name: name, EventPattern: pattern, EventBusName, State }));
    await bridge.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: '1', Arn }] }));
  };
  const events: unknown[] = [];
  world.functions.register(FUNCTION, (event) => events.push(event));
  return { world, door, bridge, route, events };
}

describe('CloudTrail on the default bus', () => {
  const pattern = { source: ['aws.sagemaker'], 'detail-type': ['AWS API Call via CloudTrail'] };

  it('brings every write to the target of a rule that waits for it', async () => {
    const { world, door, route, events } = opened();
    await route({ ...pattern, detail: { eventName: [{ prefix: 'Create' }] } }, FUNCTION);
    await door.client(SageMakerClient).send(new CreateModelCommand({ ModelName: 'm' }));
    expect(events).toEqual([]);
    expect(world.functions.waiting).toBe(1);
    await world.functions.run();
    expect(events).toMatchObject([
      { source: 'aws.sagemaker', account, region, detail: { eventName: 'CreateModel', awsRegion: region } },
    ]);
  });

  it('brings reads only to a rule that asks for them', async () => {
    const { world, door, bridge, route, events } = opened();
    world.readWriteType = 'All';
    await route(pattern, FUNCTION);
    const list = () => door.client(SageMakerClient).send(new ListModelsCommand({}));
    await list();
    await world.functions.run();
    expect(events).toEqual([]);
    const State = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    await bridge.send(new PutRuleCommand({ Name: 'rule', EventPattern: JSON.stringify(pattern), State }));
    await list();
    await world.functions.run();
    expect(events).toMatchObject([{ detail: { eventName: 'ListModels', readOnly: true } }]);
  });

  it('calls what S3 does to a bucket as CloudTrail calls it, and leaves objects out', async () => {
    const { world, door } = opened();
    const s3 = door.client(S3Client);
    const Bucket = 'assay-evidence';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    expect(world.events).toMatchObject([
      { eventName: 'CreateBucket', requestParameters: { bucketName: Bucket } },
      { eventName: 'PutBucketPublicAccessBlock', requestParameters: { bucketName: Bucket } },
    ]);
  });
});

describe('an event', () => {
  it('goes on to another bus, and never round in a circle', async () => {
    const { world, bridge, route, events } = opened();
    await bridge.send(new CreateEventBusCommand({ Name: 'findings' }));
    const arn = (name: string) => `arn:aws:events:${region}:${account}:event-bus/${name}`;
    const pattern = { source: ['assay'] };
    await route(pattern, arn('findings'));
    await route(pattern, arn('default'), { bus: 'findings' });
    await route(pattern, FUNCTION, { bus: 'findings', name: 'function' });
    const Entries = [{ Source: 'assay', DetailType: 'Finding', Detail: '{"a":1}' }];
    await bridge.send(new PutEventsCommand({ Entries }));
    const done = await world.functions.run();
    expect(done).toHaveLength(1);
    expect(events).toMatchObject([{ detail: { a: 1 } }]);
  });

  it('of a service of AWS is published by the world', async () => {
    const { world, route, events } = opened();
    await route({ source: ['aws.bedrock'] }, FUNCTION);
    const detail = { jobName: 'j' };
    const type = 'Model Customization Job State Change';
    publishEvent(world, { source: 'aws.bedrock', 'detail-type': type, account, region, detail });
    await world.functions.run();
    expect(events).toMatchObject([{ 'detail-type': type, detail }]);
  });

  it('for a rule that is off, or a function that is not there, is not lost silently', async () => {
    const { world, route, events } = opened();
    const publish = () =>
      publishEvent(world, { source: 'a', 'detail-type': 'b', account, region, detail: {} });
    await route({ source: ['a'] }, FUNCTION, { State: 'DISABLED' });
    publish();
    expect(world.functions.waiting).toBe(0);
    await route({ source: ['a'] }, `${FUNCTION}-gone`);
    publish();
    const [outcome] = await world.functions.run();
    expect(outcome?.error).toMatchObject({ message: expect.stringContaining('no function is registered') });
    expect(events).toEqual([]);
  });
});

describe('Security Hub', () => {
  const finding = (Id: string) => ({
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: 'g',
    AwsAccountId: account,
    CreatedAt: '2026-01-01T00:00:00Z',
    UpdatedAt: '2026-01-01T00:00:00Z',
    Title: 't',
    Description: 'd',
    Types: ['Software and Configuration Checks'],
    Severity: { Label: 'LOW' as const },
    Resources: [{ Type: 'Other', Id: 'r' }],
  });
  const enabled = async () => {
    const all = opened();
    const hub = all.door.client(SecurityHubClient);
    await hub.send(new EnableSecurityHubCommand({}));
    const put = (Id: string) => hub.send(new BatchImportFindingsCommand({ Findings: [finding(Id)] }));
    return { ...all, hub, put };
  };

  it('tells the default bus of every finding that came or changed', async () => {
    const { world, route, events, put } = await enabled();
    await route(
      { source: ['aws.securityhub'], detail: { findings: { Workflow: { Status: ['NEW'] } } } },
      FUNCTION,
    );
    await put('a');
    await put('a');
    await world.functions.run();
    expect(events).toMatchObject([
      {
        'detail-type': 'Security Hub Findings - Imported',
        resources: [`${finding('a').ProductArn}/a`],
        detail: { findings: [{ Id: 'a' }] },
      },
    ]);
  });

  it('takes thirty imports at once and then ten a second, six searches and then three', async () => {
    const { world, hub, put } = await enabled();
    const calls = async (call: (index: number) => Promise<unknown>) => {
      let count = 0;
      for (; count < 100; count += 1) {
        try {
          await call(count);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TooManyRequestsException', $metadata: { attempts: 3 } });
          break;
        }
      }
      return count;
    };
    const search = () => hub.send(new GetFindingsCommand({}));
    expect([await calls((index) => put(`f${index}`)), await calls(search)]).toEqual([30, 6]);
    world.clock.advance(1000);
    expect([await calls((index) => put(`g${index}`)), await calls(search)]).toEqual([10, 3]);
  });
});

describe('the clock', () => {
  it('brings a message back when nobody has finished with it', async () => {
    const { world, door } = opened();
    const sqs = door.client(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'changes' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', DelaySeconds: 60 }));
    const count = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ?? 0;
    expect(await count()).toBe(0);
    world.clock.advance(60_000);
    expect([await count(), await count()]).toEqual([1, 0]);
    world.clock.advance(30_000);
    expect(await count()).toBe(1);
  });

  it('takes a key away when its days of waiting are over', async () => {
    const { world, door } = opened();
    const kms = door.client(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    const day = 24 * 60 * 60_000;
    world.clock.advance(7 * day - 1);
    const look = () => kms.send(new DescribeKeyCommand({ KeyId }));
    expect((await look()).KeyMetadata?.KeyState).toBe('PendingDeletion');
    world.clock.advance(1);
    expect((await refusal(look())).name).toBe('NotFoundException');
  });
});
