import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import type { Scope } from '../../table.ts';
import type { World } from '../../world.ts';

/** A queue; it changes in place. */
export interface Queue {
  readonly arn: string;
  readonly url: string;
  readonly isFifo: boolean;
  readonly createdMs: number;
  modifiedMs: number;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  /** In order of arrival. */
  messages: StoredMessage[];
  /** What was sent within the last five minutes, by deduplication id. */
  readonly sent: Map<string, { message: StoredMessage; sentMs: number }>;
}

export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Record<string, MessageAttributeValue> | undefined;
  readonly senderId: string;
  readonly sentMs: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** Until then it is delayed or in flight. */
  hiddenUntilMs: number;
  receiveCount: number;
  firstReceivedMs: number | undefined;
  /** Where a redrive took it from. */
  sourceArn: string | undefined;
}

const scopes = new WeakMap<Scope, Map<string, Queue>>();

/** The queues of an account and Region by name. */
export function queuesOf(scope: Scope): Map<string, Queue> {
  const known = scopes.get(scope) ?? new Map<string, Queue>();
  scopes.set(scope, known);
  return known;
}

/** The queue behind a URL, whoever's it is. */
export function findQueue(call: Call, url: string): Queue {
  const [name = '', account = ''] = url.split('/').reverse();
  const found = queuesOf(call.world.scope(account, call.region)).get(name);
  if (found === undefined) throw noSuchQueue();
  return found;
}

/** The queue behind an ARN, if it exists. */
export function queueByArn(world: World, arn: string): Queue | undefined {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  return queuesOf(world.scope(account, region)).get(name);
}

export function noSuchQueue(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', 400);
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message, 400);
}

/** A number among a queue's attributes. */
export function numberOf({ attributes }: Queue, name: string): number {
  return Number(attributes[name] ?? 0);
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

interface Sending {
  body: string;
  senderId: string;
  attributes?: Record<string, MessageAttributeValue> | undefined;
  delaySeconds?: number | undefined;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
}

const FIVE_MINUTES_MS = 5 * 60_000;

/** Puts a message into a queue; one that a FIFO queue knows already is not put in again. */
export function send(world: World, queue: Queue, sending: Sending): StoredMessage {
  const nowMs = world.clock.ms();
  const deduplicationId = queue.isFifo ? deduplicationOf(queue, sending) : undefined;
  const earlier = deduplicationId === undefined ? undefined : queue.sent.get(deduplicationId);
  if (earlier !== undefined && nowMs - earlier.sentMs < FIVE_MINUTES_MS) return earlier.message;
  const delaySeconds = sending.delaySeconds ?? numberOf(queue, 'DelaySeconds');
  const message: StoredMessage = {
    id: world.ids.uuid(),
    body: sending.body,
    attributes: sending.attributes,
    senderId: sending.senderId,
    sentMs: nowMs,
    groupId: sending.groupId,
    deduplicationId,
    sequenceNumber: queue.isFifo ? sequenceNumber(world) : undefined,
    hiddenUntilMs: nowMs + delaySeconds * 1000,
    receiveCount: 0,
    firstReceivedMs: undefined,
    sourceArn: undefined,
  };
  queue.messages.push(message);
  if (deduplicationId !== undefined) queue.sent.set(deduplicationId, { message, sentMs: nowMs });
  return message;
}

function deduplicationOf(queue: Queue, { body, groupId, deduplicationId, delaySeconds }: Sending): string {
  if (groupId === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.', 400);
  }
  if (delaySeconds !== undefined && delaySeconds > 0) {
    throw invalid('DelaySeconds is not valid for a FIFO queue: set it on the queue.');
  }
  if (deduplicationId !== undefined) return deduplicationId;
  if (queue.attributes['ContentBasedDeduplication'] !== 'true') {
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return createHash('sha256').update(body).digest('hex');
}

const sequences = new WeakMap<World, number>();

// Twenty digits that grow.
function sequenceNumber(world: World): string {
  const next = (sequences.get(world) ?? 0) + 1;
  sequences.set(world, next);
  return `188${String(next).padStart(17, '0')}`;
}
