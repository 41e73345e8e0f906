import { CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { ArnPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Config } from '../config.ts';
import { allow } from './archive-roles.ts';
import type { EvidenceArchive } from './evidence-archive.ts';
import type { FindingsBus } from './findings-bus.ts';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import { invokeOnSchedule } from './targets.ts';
import { alarmOnDeadLetters, queueDefaults, WorkQueue } from './work-queue.ts';

export interface SealingProps {
  readonly operations: Operations;
  readonly archive: EvidenceArchive;
  readonly bus: FindingsBus;
}

/** No trail is set: what the function is told in place of a bucket. */
const NONE = '-';

const subscription = (scope: Construct, subscriber: string) =>
  subscriber.startsWith('arn:')
    ? new SqsSubscription(Queue.fromQueueArn(scope, `Subscriber${subscriber}`, subscriber), {
        rawMessageDelivery: true,
      })
    : new EmailSubscription(subscriber);

/** From evidence that waits in a queue to sealed evidence in the archive. */
export class Sealing extends Construct {
  /** One message group a shard: one chain each, in order. */
  readonly queue: WorkQueue;
  readonly seal: ComplianceFunction;

  constructor(scope: Construct, id: string, { operations, archive, bus }: SealingProps) {
    super(scope, id);
    const timeout = Duration.minutes(2);
    this.queue = new WorkQueue(this, 'Evidence', {
      operations,
      timeout,
      carries: 'Evidence of evaluations',
      fifo: true,
      // Until it is dealt with, nothing else of its shard is. Better tried for hours than set aside: a disabled key, say.
      visibility: Duration.minutes(4),
      maxReceiveCount: 100,
    });
    this.seal = new ComplianceFunction(this, 'Seal', {
      operations,
      entry: 'seal-evidence',
      description: 'Assay: chains, signs and stores evidence',
      reserved: 5,
      timeout,
      memory: 1024,
      // It lives with the archive, whose policies name it; what it may do besides is granted here.
      role: Role.fromRoleArn(this, 'Sealer', archive.sealer.roleArn),
    });
    archive.grantSeal(this.seal);
    this.seal.set('ACCOUNT_ID', Stack.of(this).account);
    this.seal.set('EVIDENCE_QUEUE_URL', this.queue.queue.queueUrl);
    this.seal.set('EVIDENCE_SENDERS', Lazy.string({ produce: () => this.senders().join(',') }));
    // What can never be stored is brought back at once, so that its shard waits no longer than it must.
    this.seal.allow({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queue.queueArn] });
    this.letRecord(archive);
    this.nameTrail(operations.config);
    this.publish(operations, bus);
    this.queue.feed(this.seal, { batchSize: 10, concurrency: 4 });
    invokeOnSchedule(this.seal, Schedule.rate(Duration.hours(1)));
  }

  /** Unique ids: a role that is deleted and made again under the same name is another one. */
  private senders(): readonly string[] {
    return this.queue.senders.map(({ role }) => {
      if (role instanceof Role) return role.roleId;
      throw new Error(`${role.roleArn} sends evidence and is made elsewhere: its id cannot be told`);
    });
  }

  /** A hold is evidence too: whoever puts one sends it. */
  private letRecord({ holderArn, isFar }: EvidenceArchive): void {
    const { queue } = this.queue;
    const send = { actions: ['sqs:SendMessage'], resources: [queue.queueArn] };
    if (isFar) {
      queue.addToResourcePolicy(
        new PolicyStatement({ ...send, sid: 'TheHolderMaySend', principals: [new ArnPrincipal(holderArn)] }),
      );
    } else allow(Role.fromRoleArn(this, 'Holder', holderArn), [send]);
    new CfnOutput(this, 'EvidenceQueueUrl', { value: queue.queueUrl });
  }

  /** The digests of a trail may be listed, not read: seals name the newest. */
  private nameTrail({ region, trail }: Config): void {
    const { bucket = NONE, prefix, organizationId } = trail ?? {};
    const folders = [prefix, 'AWSLogs', organizationId].filter((each) => each !== undefined).join('/');
    this.seal.set('TRAIL_BUCKET', bucket);
    this.seal.set('TRAIL_PREFIX', `${folders}/`);
    this.seal.set('TRAIL_REGION', trail?.region ?? region);
    if (trail === undefined) return;
    this.seal.allow({
      actions: ['s3:ListBucket'],
      resources: [`arn:${Stack.of(this).partition}:s3:::${bucket}`],
      conditions: { StringLike: { 's3:prefix': `${folders}/*/CloudTrail-Digest/*` } },
    });
  }

  /** Each day's last seals, to where nobody who writes here can take them back. */
  private publish(operations: Operations, bus: FindingsBus): void {
    bus.grantPublish(this.seal);
    const topic = new Topic(this, 'DailySeals', {
      displayName: "Assay: each day's last seals",
      masterKey: operations.key,
      enforceSSL: true,
    });
    for (const subscriber of operations.config.sealSubscribers)
      topic.addSubscription(subscription(this, subscriber));
    const deadLetters = new Queue(this, 'DailySealsDeadLetters', {
      ...queueDefaults(false),
      retentionPeriod: Duration.days(14),
    });
    acknowledge(deadLetters, { 'AwsSolutions-SQS3': 'it is itself a dead-letter queue, of a rule' });
    alarmOnDeadLetters(this, deadLetters, { operations, carries: "A day's last seals" });
    const message = RuleTargetInput.fromEventPath('$.detail');
    bus.onDailySeals('DailySeals', [new SnsTopic(topic, { message, deadLetterQueue: deadLetters })]);
    new CfnOutput(this, 'DailySealsTopic', { value: topic.topicArn });
  }
}
