import {
  ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
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
  CreateAutomationRuleCommand,
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
import {
  createWorld,
  emulate,
  invokePeriodicRules,
  publishEvent,
  recordConfigurationItem,
} from '../../emulator/index.ts';
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

describe('AWS Config', () => {
  const recorded = async (messageType: 'ConfigurationItemChangeNotification' | 'ScheduledNotification') => {
    const all = opened();
    const config = all.door.client(ConfigServiceClient);
    const recorder = { name: 'default', roleARN: 'arn:aws:iam::111122223333:role/config' };
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    const ConfigRule = {
      ConfigRuleName: 'assay-root-access',
      InputParameters: '{"ruleId":"root"}',
      Scope: { ComplianceResourceTypes: ['AWS::SageMaker::Model'] },
      Source: {
        Owner: 'CUSTOM_LAMBDA' as const,
        SourceIdentifier: FUNCTION,
        SourceDetails: [{ EventSource: 'aws.config' as const, MessageType: messageType }],
      },
    };
    await config.send(new PutConfigRuleCommand({ ConfigRule }));
    const record = (resourceType: string, configuration: object) =>
      recordConfigurationItem(all.world, {
        account,
        region,
        resourceType,
        resourceId: 'm',
        ARN: `arn:aws:sagemaker:${region}:${account}:model/m`,
        configurationItemStatus: 'OK',
        configuration,
      });
    /** Runs what waits and answers the last invocation. */
    const invoked = async () => {
      await all.world.functions.run();
      const event = Object(all.events.at(-1));
      return { event, invoking: JSON.parse(event.invokingEvent ?? '{}'), token: String(event.resultToken) };
    };
    const put = (
      token: string,
      ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE',
      at = '2026-01-01T00:00:00Z',
    ) =>
      config.send(
        new PutEvaluationsCommand({
          ResultToken: token,
          Evaluations: [
            {
              ComplianceResourceType: 'AWS::SageMaker::Model',
              ComplianceResourceId: 'm',
              ComplianceType,
              OrderingTimestamp: new Date(at),
            },
          ],
        }),
      );
    const results = async () => {
      const asked = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'assay-root-access' });
      return (await config.send(asked)).EvaluationResults?.map(({ ComplianceType }) => ComplianceType);
    };
    return { ...all, config, record, invoked, put, results };
  };

  it('wakes a change-triggered rule by an item of its scope', async () => {
    const { record, invoked } = await recorded('ConfigurationItemChangeNotification');
    expect(record('AWS::SageMaker::Model', { EnableNetworkIsolation: false })).toBe(true);
    const { event, invoking } = await invoked();
    expect(event).toMatchObject({
      ruleParameters: '{"ruleId":"root"}',
      configRuleName: 'assay-root-access',
      eventLeftScope: false,
      accountId: account,
    });
    expect(invoking).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      configurationItem: { resourceId: 'm', configuration: { EnableNetworkIsolation: false } },
    });
  });

  it('says only what an item is when it is too large to be carried', async () => {
    const { record, invoked } = await recorded('ConfigurationItemChangeNotification');
    record('AWS::SageMaker::Model', { text: 'x'.repeat(300_000) });
    const { invoking } = await invoked();
    expect(invoking.messageType).toBe('OversizedConfigurationItemChangeNotification');
    expect(invoking.configurationItemSummary).toMatchObject({
      resourceId: 'm',
      resourceType: 'AWS::SageMaker::Model',
    });
    expect(invoking.configurationItemSummary).not.toHaveProperty('configuration');
  });

  it('wakes no rule by an item of another type', async () => {
    const { world, record } = await recorded('ConfigurationItemChangeNotification');
    record('AWS::S3::Bucket', {});
    expect(world.functions.waiting).toBe(0);
  });

  it('wakes a periodic rule when it is made, on its schedule and on demand', async () => {
    const { world, config, invoked } = await recorded('ScheduledNotification');
    expect((await invoked()).invoking).toMatchObject({
      messageType: 'ScheduledNotification',
      awsAccountId: account,
    });
    const start = () =>
      config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['assay-root-access'] }));
    await start();
    expect((await refusal(start())).name).toBe('LimitExceededException');
    world.clock.advance(60_000);
    await start();
    invokePeriodicRules(world, account, region);
    expect(world.functions.waiting).toBe(3);
  });

  it('keeps the answer about the latest state', async () => {
    const { invoked, put, results } = await recorded('ScheduledNotification');
    const { token } = await invoked();
    await put(token, 'NON_COMPLIANT', '2026-01-01T00:05:00Z');
    await put(token, 'COMPLIANT', '2026-01-01T00:04:00Z');
    expect(await results()).toEqual(['NON_COMPLIANT']);
    await put(token, 'COMPLIANT', '2026-01-01T00:06:00Z');
    expect(await results()).toEqual(['COMPLIANT']);
  });

  it('tells Security Hub too, where an automation rule can suppress that', async () => {
    const { door, invoked, put } = await recorded('ScheduledNotification');
    const hub = door.client(SecurityHubClient);
    await hub.send(new EnableSecurityHubCommand({}));
    const { token } = await invoked();
    const found = async () => (await hub.send(new GetFindingsCommand({}))).Findings;
    await put(token, 'NON_COMPLIANT');
    expect(await found()).toMatchObject([
      {
        ProductName: 'Config',
        Title: 'assay-root-access',
        Compliance: { Status: 'FAILED' },
        Workflow: { Status: 'NEW' },
      },
    ]);
    await hub.send(
      new CreateAutomationRuleCommand({
        RuleName: 'one finding per fault',
        RuleOrder: 1,
        Description: 'ours says more',
        Criteria: {
          ProductName: [{ Value: 'Config', Comparison: 'EQUALS' }],
          Title: [{ Value: 'assay-', Comparison: 'PREFIX' }],
        },
        Actions: [
          { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
        ],
      }),
    );
    await put(token, 'COMPLIANT', '2026-01-01T00:01:00Z');
    expect(await found()).toMatchObject([
      { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'SUPPRESSED' } },
    ]);
    await put(token, 'NOT_APPLICABLE', '2026-01-01T00:02:00Z');
    expect(await found()).toMatchObject([{ RecordState: 'ARCHIVED' }]);
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
