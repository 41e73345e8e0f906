import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { isRecord } from '../../shapes.ts';
import { findQueue, invalid, noSuchQueue, type Queue, queueByArn, queuesOf } from './_shared.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
const DEFAULTS = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

export const queues = {
  CreateQueue(input, call) {
    const { QueueName: name, Attributes = {}, tags = {} } = input;
    const isFifo = Attributes.FifoQueue === 'true';
    if (!/^[\w-]{1,80}(?:\.fifo)?$/.test(name) || isFifo !== name.endsWith('.fifo')) {
      throw invalid(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      );
    }
    const own = queuesOf(call.scope);
    const known = own.get(name);
    if (known !== undefined) return { QueueUrl: same(known, Attributes).url };
    const url = `https://sqs.${call.region}.amazonaws.com/${call.account}/${name}`;
    checkRedrive(call, Attributes.RedrivePolicy);
    own.set(name, {
      arn: call.arn(name),
      url,
      isFifo,
      createdMs: call.nowMs,
      modifiedMs: call.nowMs,
      attributes: { ...DEFAULTS, ...Attributes },
      tags,
      messages: [],
      sent: new Map(),
    });
    return { QueueUrl: url };
  },

  GetQueueUrl(input, call) {
    const account = input.QueueOwnerAWSAccountId ?? call.account;
    const queue = queuesOf(call.world.scope(account, call.region)).get(input.QueueName);
    if (queue === undefined) throw noSuchQueue();
    return { QueueUrl: queue.url };
  },

  ListQueues(input, call) {
    const { QueueNamePrefix: prefix = '' } = input;
    const found = [...queuesOf(call.scope)].filter(([name]) => name.startsWith(prefix));
    const { rows, next } = pageOf(found, {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 1000,
    });
    return { QueueUrls: rows.map(([, { url }]) => url), NextToken: next };
  },

  GetQueueAttributes(input, call) {
    const all = shown(findQueue(call, input.QueueUrl), call.nowMs);
    const { AttributeNames = [] } = input;
    if (AttributeNames.includes('All')) return { Attributes: all };
    const asked = new Set<string>(AttributeNames);
    return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => asked.has(name))) };
  },

  SetQueueAttributes(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    checkRedrive(call, input.Attributes.RedrivePolicy);
    Object.assign(queue.attributes, input.Attributes);
    queue.modifiedMs = call.nowMs;
    return {};
  },

  PurgeQueue(input, call) {
    findQueue(call, input.QueueUrl).messages = [];
    return {};
  },

  DeleteQueue(input, call) {
    const { arn } = findQueue(call, input.QueueUrl);
    queuesOf(call.scope).delete(arn.split(':').at(-1) ?? '');
    return {};
  },

  TagQueue(input, call) {
    Object.assign(findQueue(call, input.QueueUrl).tags, input.Tags);
    return {};
  },

  ListQueueTags: (input, call) => ({ Tags: findQueue(call, input.QueueUrl).tags }),
} satisfies Operations<typeof import('@aws-sdk/client-sqs')>;

function same(queue: Queue, wanted: Record<string, string>): Queue {
  const differs = Object.entries(wanted).some(([name, value]) => queue.attributes[name] !== value);
  if (!differs) return queue;
  throw new AwsError(
    'QueueNameExists',
    'A queue already exists with the same name and a different value for an attribute',
    400,
  );
}

/** How often a message may be received before it goes where; undefined: as often as it takes. */
export function redriveOf(policy: string | undefined): { arn: string; maxReceiveCount: number } | undefined {
  if (policy === undefined || policy === '') return undefined;
  const parsed: unknown = JSON.parse(policy);
  if (!isRecord(parsed)) return undefined;
  return { arn: String(parsed['deadLetterTargetArn']), maxReceiveCount: Number(parsed['maxReceiveCount']) };
}

function checkRedrive(call: Call, policy: string | undefined): void {
  const redrive = redriveOf(policy);
  if (redrive !== undefined && queueByArn(call.world, redrive.arn) === undefined) {
    throw invalid(
      `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    );
  }
}

function shown(queue: Queue, nowMs: number): Record<string, string> {
  const count = (isIt: (message: Queue['messages'][number]) => boolean) =>
    String(queue.messages.filter(isIt).length);
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedMs / 1000)),
    ApproximateNumberOfMessages: count(({ hiddenUntilMs }) => hiddenUntilMs <= nowMs),
    ApproximateNumberOfMessagesNotVisible: count(
      ({ hiddenUntilMs, receiveCount }) => hiddenUntilMs > nowMs && receiveCount > 0,
    ),
    ApproximateNumberOfMessagesDelayed: count(
      ({ hiddenUntilMs, receiveCount }) => hiddenUntilMs > nowMs && receiveCount === 0,
    ),
  };
}
