import { Duration } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Variable } from '../../functions/_runtime/env.ts';
import type { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';

export interface WorkQueueProps {
  readonly operations: Operations;
  /** What is lost while a message of it lies in the dead-letter queue; goes into the alarm. */
  readonly carries: string;
  /** Of the function that it feeds. */
  readonly timeout: Duration;
  /** One message group a shard, in order. @default false */
  readonly fifo?: boolean;
  /** @default 10 */
  readonly maxReceiveCount?: number;
  /** Until a failed message comes again. @default twice the timeout: AWS advises more where functions are throttled, which these are not */
  readonly visibility?: Duration;
}

export interface Feeding {
  readonly batchSize: number;
  /** @default none; FIFO queues know no such window */
  readonly window?: Duration;
  /** How many instances it may keep busy, 2 or more. */
  readonly concurrency: number;
}

/** A queue that feeds one function, its dead-letter queue and the alarm on what lies there. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** The functions that may send. */
  readonly senders: ComplianceFunction[] = [];

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { operations, carries, timeout, fifo = false, maxReceiveCount = 10 } = props;
    const { visibility = Duration.seconds(timeout.toSeconds() * 2) } = props;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...queueDefaults(fifo),
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Resource', {
      ...queueDefaults(fifo),
      visibilityTimeout: visibility,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    alarmOnDeadLetters(this, this.deadLetters, { operations, carries });
  }

  /** Lets a function send; the variable will hold the URL. */
  grantSend(fn: ComplianceFunction, variable: Variable): void {
    fn.allow({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
    fn.set(variable, this.queue.queueUrl);
    this.senders.push(fn);
  }

  /** Invokes a function with batches of it. Failed messages come again one by one. */
  feed(fn: ComplianceFunction, { batchSize, window, concurrency }: Feeding): void {
    fn.allow({
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resources: [this.queue.queueArn],
    });
    fn.lambda.addEventSourceMapping(this.node.id, {
      eventSourceArn: this.queue.queueArn,
      batchSize,
      ...(window && { maxBatchingWindow: window }),
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
  }
}

interface DeadLetterAlarm {
  readonly operations: Operations;
  readonly carries: string;
}

/** On what lies there, not on what arrives: a letter that nobody reads keeps the alarm on. */
export function alarmOnDeadLetters(
  scope: Construct,
  queue: Queue,
  { operations, carries }: DeadLetterAlarm,
): void {
  operations.alarm(scope, 'DeadLettersAlarm', {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: 'Maximum',
    }),
    meaning: `${carries} could not be dealt with and lies in a dead-letter queue`,
    section: 'dead-letters',
  });
}

/** SQS's own key: free, and nobody has to be let use it. */
export function queueDefaults(fifo: boolean): QueueProps {
  return {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...(fifo && {
      fifo: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    }),
  };
}
