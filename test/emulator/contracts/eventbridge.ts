import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const event = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Finding',
  source: 'assay',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-central-1',
  resources: ['arn:aws:sagemaker:eu-central-1:111122223333:model/m'],
  detail: {
    eventName: 'CreateModel',
    image: 'churn.v2.tar.gz',
    count: 7,
    ip: '10.1.2.3',
    ok: true,
    nothing: null,
    tags: ['red', 'blue'],
    parts: [
      { kind: 'a', size: 1 },
      { kind: 'b', size: 2 },
    ],
  },
};
const detail = (member: string, ...wanted: unknown[]) => ({ detail: { [member]: wanted } });

const PATTERNS: [boolean, object][] = [
  [true, { source: ['other', 'assay'] }],
  [false, { source: ['Assay'] }],
  [true, { resources: [{ prefix: 'arn:aws:sagemaker:' }] }],
  [true, detail('eventName', { prefix: 'Create' })],
  [false, detail('eventName', { prefix: 'create' })],
  [true, detail('eventName', { prefix: { 'equals-ignore-case': 'create' } })],
  [true, detail('image', { suffix: '.gz' })],
  [true, detail('image', { suffix: { 'equals-ignore-case': '.GZ' } })],
  [true, detail('image', { wildcard: 'churn.*.tar.*' })],
  [false, detail('image', { wildcard: 'churn.*.zip' })],
  [true, detail('eventName', { 'equals-ignore-case': 'createmodel' })],
  [true, detail('eventName', { 'anything-but': ['DeleteModel', 'ListModels'] })],
  [false, detail('eventName', { 'anything-but': 'CreateModel' })],
  [false, detail('eventName', { 'anything-but': { prefix: 'Create' } })],
  [true, detail('eventName', { 'anything-but': { suffix: ['Job', 'Agent'] } })],
  [false, detail('eventName', { 'anything-but': { wildcard: '*Model' } })],
  [false, detail('absent', { 'anything-but': ['x'] })],
  [true, detail('count', { numeric: ['>', 0, '<=', 7] })],
  [false, detail('count', { numeric: ['<', 7] })],
  [false, detail('eventName', { numeric: ['>', 0] })],
  [true, detail('count', 7)],
  [true, detail('absent', { exists: false })],
  [false, detail('eventName', { exists: false })],
  [true, detail('nothing', { exists: true })],
  [true, detail('nothing', null)],
  [true, detail('ok', true)],
  [false, detail('ok', 'true')],
  [true, detail('ip', { cidr: '10.1.0.0/16' })],
  [false, detail('ip', { cidr: '10.2.0.0/16' })],
  [true, detail('tags', 'green', 'blue')],
  [true, { detail: { parts: { kind: ['b'] } } }],
  [true, { $or: [{ source: ['x'] }, { 'detail-type': ['Finding'] }] }],
  [false, { detail: { $or: [{ eventName: ['x'] }, { count: [{ numeric: ['>', 9] }] }] } }],
  [false, { source: ['assay'], region: ['us-east-1'] }],
];

/** What EventBridge promises about patterns, rules and targets. */
export function eventbridgeContract(open: () => Endpoint): void {
  const opened = async () => {
    const endpoint = open();
    const bridge = endpoint.client(EventBridgeClient);
    const sqs = endpoint.client(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'changes' }));
    const queueArn = `arn:aws:sqs:${endpoint.region}:${endpoint.account}:changes`;
    const rule = async (EventPattern: object, target: object = {}, EventBusName = 'default') => {
      const put = { Name: 'rule', EventPattern: JSON.stringify(EventPattern), EventBusName };
      await bridge.send(new PutRuleCommand(put));
      const Targets = [{ Id: '1', Arn: queueArn, ...target }];
      await bridge.send(new PutTargetsCommand({ Rule: 'rule', EventBusName, Targets }));
    };
    const put = (Detail: object, more: object = {}) =>
      bridge.send(
        new PutEventsCommand({
          Entries: [{ Source: 'assay', DetailType: 'Finding', Detail: JSON.stringify(Detail), ...more }],
        }),
      );
    const received = async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body));
    };
    return { endpoint, bridge, queueArn, rule, put, received };
  };

  describe('an EventBridge pattern', () => {
    it.each(PATTERNS)('says %s: %j', async (Result, pattern) => {
      const bridge = open().client(EventBridgeClient);
      const EventPattern = JSON.stringify(pattern);
      const asked = new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) });
      expect((await bridge.send(asked)).Result).toBe(Result);
    });

    it.each([
      ['an empty object', '{}'],
      ['a value that is no array', '{"source":"assay"}'],
      ['an empty array', '{"source":[]}'],
      ['an unknown operator', '{"source":[{"like":"a"}]}'],
      ['no JSON', '{'],
    ])('of %s is refused', async (_what, EventPattern) => {
      const bridge = open().client(EventBridgeClient);
      const asked = bridge.send(new PutRuleCommand({ Name: 'r', EventPattern }));
      expect((await refusal(asked)).name).toBe('InvalidEventPatternException');
    });
  });

  describe('an EventBridge rule', () => {
    it('describes itself, and is deleted after its targets', async () => {
      const { endpoint, bridge, queueArn, rule } = await opened();
      await rule({ source: ['assay'] });
      const described = await bridge.send(new DescribeRuleCommand({ Name: 'rule' }));
      expect(described).toMatchObject({
        Arn: `arn:aws:events:${endpoint.region}:${endpoint.account}:rule/rule`,
        EventPattern: '{"source":["assay"]}',
        State: 'ENABLED',
      });
      const { Targets } = await bridge.send(new ListTargetsByRuleCommand({ Rule: 'rule' }));
      expect(Targets).toMatchObject([{ Id: '1', Arn: queueArn }]);
      const remove = new DeleteRuleCommand({ Name: 'rule' });
      expect((await refusal(bridge.send(remove))).name).toBe('ValidationException');
      await bridge.send(new RemoveTargetsCommand({ Rule: 'rule', Ids: ['1'] }));
      await bridge.send(remove);
      const gone = bridge.send(new DescribeRuleCommand({ Name: 'rule' }));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
    });

    it('delivers to a queue what matches, in its envelope', async () => {
      const { endpoint, rule, put, received } = await opened();
      await rule(detail('status', 'FAILED'));
      await put({ status: 'FAILED' });
      await put({ status: 'PASSED' });
      expect(await received()).toMatchObject([
        {
          version: '0',
          source: 'assay',
          'detail-type': 'Finding',
          account: endpoint.account,
          region: endpoint.region,
          resources: [],
          detail: { status: 'FAILED' },
        },
      ]);
    });

    it.each([
      ['its own input', { Input: '{"a":1}' }, { a: 1 }],
      ['a part', { InputPath: '$.detail' }, { name: 'the "m"' }],
      [
        'a template',
        {
          InputTransformer: {
            InputPathsMap: { name: '$.detail.name', all: '$.detail' },
            InputTemplate: '{"text":"model <name>","name":<name>,"all":<all>}',
          },
        },
        { text: 'model the "m"', name: 'the "m"', all: { name: 'the "m"' } },
      ],
    ])('delivers %s if its target wants that', async (_what, target, expected) => {
      const { rule, put, received } = await opened();
      await rule({ source: ['assay'] }, target);
      await put({ name: 'the "m"' });
      expect(await received()).toEqual([expected]);
    });

    it('hears only its own bus', async () => {
      const { bridge, rule, put, received } = await opened();
      await bridge.send(new CreateEventBusCommand({ Name: 'findings' }));
      await rule({ source: ['assay'] }, {}, 'findings');
      await put({ on: 'default' });
      await put({ on: 'findings' }, { EventBusName: 'findings' });
      expect(await received()).toMatchObject([{ detail: { on: 'findings' } }]);
    });
  });

  it('PutEvents tells the outcome of each entry', async () => {
    const { bridge } = await opened();
    const Entries = [
      { Source: 'assay', DetailType: 'Finding', Detail: '{}' },
      { Source: 'assay', DetailType: 'Finding', Detail: 'no json' },
      { Source: 'assay', DetailType: 'Finding' },
      { Source: 'aws.sagemaker', DetailType: 'Finding', Detail: '{}' },
    ];
    const answer = await bridge.send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? typeof EventId)).toEqual([
      'string',
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ]);
  });
}
