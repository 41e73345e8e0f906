import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EvidenceArchive } from './evidence-archive.ts';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import { invokeOnSchedule } from './targets.ts';
import { WorkQueue } from './work-queue.ts';

export interface SealingProps {
  readonly operations: Operations;
  readonly archive: EvidenceArchive;
}

/** From evidence that waits in a queue to sealed evidence in the archive. */
export class Sealing extends Construct {
  /** One message group a shard: one chain each, in order. */
  readonly queue: WorkQueue;
  readonly seal: ComplianceFunction;

  constructor(scope: Construct, id: string, { operations, archive }: SealingProps) {
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
    // What can never be stored is brought back at once, so that its shard waits no longer than it must.
    this.seal.allow({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queue.queueArn] });
    this.queue.feed(this.seal, { batchSize: 10, concurrency: 4 });
    invokeOnSchedule(this.seal, Schedule.rate(Duration.hours(1)));
  }
}
