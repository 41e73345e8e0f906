import type {
  BatchResultErrorEntry,
  Message,
  SendMessageBatchRequestEntry,
  SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import {
  findQueue,
  invalid,
  md5,
  numberOf,
  type Queue,
  queueByArn,
  type StoredMessage,
  send,
} from './_shared.ts';
import { redriveOf } from './queues.ts';

export const messages = {
  SendMessage(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    return receipt(sent(call, queue, input), input.MessageBody);
  },

  SendMessageBatch(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    return batched(input.Entries, (entry) => receipt(sent(call, queue, entry), entry.MessageBody));
  },

  ReceiveMessage(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    const { MaxNumberOfMessages: max = 1 } = input;
    if (max < 1 || max > 10)
      throw invalid(
        `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    const hideSeconds = input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
    const received = receivable(call, queue, max).map((message) => {
      message.receiveCount += 1;
      message.firstReceivedMs ??= call.nowMs;
      message.hiddenUntilMs = call.nowMs + hideSeconds * 1000;
      return shown(message, [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])]);
    });
    return { Messages: received.length === 0 ? undefined : received };
  },

  DeleteMessage(input, call) {
    remove(findQueue(call, input.QueueUrl), input.ReceiptHandle, call);
    return {};
  },

  DeleteMessageBatch(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    return batched(input.Entries, ({ ReceiptHandle = '' }) => {
      remove(queue, ReceiptHandle, call);
      return {};
    });
  },

  ChangeMessageVisibility(input, call) {
    hide(call, findQueue(call, input.QueueUrl), input);
    return {};
  },

  ChangeMessageVisibilityBatch(input, call) {
    const queue = findQueue(call, input.QueueUrl);
    return batched(input.Entries, ({ ReceiptHandle = '', VisibilityTimeout = 0 }) => {
      hide(call, queue, { ReceiptHandle, VisibilityTimeout });
      return {};
    });
  },
} satisfies Operations<typeof import('@aws-sdk/client-sqs')>;

function sent(
  call: Call,
  queue: Queue,
  input: Omit<SendMessageCommandInput & SendMessageBatchRequestEntry, 'Id' | 'QueueUrl'>,
) {
  const { MessageBody: body = '', DelaySeconds } = input;
  if (body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.', 400);
  const limit = numberOf(queue, 'MaximumMessageSize');
  if (Buffer.byteLength(body) > limit) {
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  }
  return send(call.world, queue, {
    body,
    senderId: call.principal.id,
    attributes: input.MessageAttributes,
    delaySeconds: DelaySeconds,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  });
}

// The digest is of what was sent, even when an earlier message stands for it.
function receipt({ id, sequenceNumber }: StoredMessage, body = '') {
  return { MessageId: id, MD5OfMessageBody: md5(body), SequenceNumber: sequenceNumber };
}

interface Entry {
  Id: string | undefined;
}

function batched<E extends Entry, R extends object>(entries: readonly E[] | undefined, act: (entry: E) => R) {
  const ids = new Set((entries ?? []).map(({ Id }) => Id));
  if (entries === undefined || entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.', 400);
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
      400,
    );
  }
  if (ids.size < entries.length) throw new AwsError('BatchEntryIdsNotDistinct', 'Id repeated.', 400);
  const Successful: (R & { Id: string })[] = [];
  const Failed: (BatchResultErrorEntry & { Id: string })[] = [];
  for (const entry of entries) {
    const { Id = '' } = entry;
    try {
      Successful.push({ Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.name, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

// A group of a FIFO queue stands still while one of its messages is in flight.
function receivable(call: Call, queue: Queue, max: number): StoredMessage[] {
  expire(call, queue);
  const redrive = redriveOf(queue.attributes['RedrivePolicy']);
  const halted = new Set<string>();
  const found: StoredMessage[] = [];
  for (const message of [...queue.messages]) {
    if (found.length >= max) break;
    const { groupId = '' } = message;
    if (queue.isFifo && halted.has(groupId)) continue;
    if (message.hiddenUntilMs > call.nowMs) {
      halted.add(groupId);
    } else if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) {
      redriven(call, queue, { message, arn: redrive.arn });
    } else {
      found.push(message);
    }
  }
  return found;
}

function expire(call: Call, queue: Queue): void {
  const oldestMs = call.nowMs - numberOf(queue, 'MessageRetentionPeriod') * 1000;
  if (queue.messages.some(({ sentMs }) => sentMs < oldestMs)) {
    queue.messages = queue.messages.filter(({ sentMs }) => sentMs >= oldestMs);
  }
}

function redriven(call: Call, queue: Queue, { message, arn }: { message: StoredMessage; arn: string }): void {
  const target = queueByArn(call.world, arn);
  if (target === undefined) return;
  queue.messages = queue.messages.filter((one) => one !== message);
  target.messages.push({ ...message, hiddenUntilMs: call.nowMs, sourceArn: queue.arn });
}

function shown(message: StoredMessage, asked: readonly string[]): Message {
  const all: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
  const wanted = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
  const Attributes: Record<string, string> = {};
  for (const [name, value] of wanted) if (value !== undefined) Attributes[name] = value;
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(Attributes).length > 0 && { Attributes }),
    MessageAttributes: message.attributes,
  };
}

function handleOf({ id, receiveCount }: StoredMessage): string {
  return Buffer.from(`${id}#${receiveCount}`).toString('base64');
}

// Undefined: gone, or received again since.
function byHandle(queue: Queue, handle: string): StoredMessage | undefined {
  const [id, count] = Buffer.from(handle, 'base64').toString().split('#');
  if (id === undefined || count === undefined) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return queue.messages.find((message) => message.id === id && String(message.receiveCount) === count);
}

function remove(queue: Queue, handle: string, { nowMs }: Call): void {
  const message = byHandle(queue, handle);
  if (queue.isFifo && message !== undefined && message.hiddenUntilMs <= nowMs) {
    throw invalid(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  }
  if (message !== undefined) queue.messages = queue.messages.filter((one) => one !== message);
}

function hide(call: Call, queue: Queue, input: { ReceiptHandle: string; VisibilityTimeout: number }): void {
  const message = byHandle(queue, input.ReceiptHandle);
  if (message === undefined || message.hiddenUntilMs <= call.nowMs) {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.', 400);
  }
  message.hiddenUntilMs = call.nowMs + input.VisibilityTimeout * 1000;
}
