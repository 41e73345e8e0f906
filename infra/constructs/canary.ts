import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { CANARY_DETAIL_TYPE, CANARY_SOURCE } from '../../engine/canary.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { EvidenceArchive } from './evidence-archive.ts';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { invokeOnSchedule } from './targets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface CanaryProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  readonly archive: EvidenceArchive;
  readonly feed: ChangeFeed;
  /** What waits for whoever seals. */
  readonly evidence: WorkQueue;
}

/** An event of our own every hour, and the question whether the last one has come all the way. */
export class Canary extends Construct {
  readonly canary: ComplianceFunction;

  constructor(scope: Construct, id: string, { operations, posture, archive, feed, evidence }: CanaryProps) {
    super(scope, id);
    this.canary = new ComplianceFunction(this, 'Send', {
      operations,
      entry: 'canary',
      description: 'Assay: proves every hour that changes are seen',
      reserved: 1,
      timeout: Duration.seconds(30),
    });
    const defaultBus = Stack.of(this).formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: 'default',
    });
    this.canary.allow({
      actions: ['events:PutEvents'],
      resources: [defaultBus],
      conditions: { StringEquals: { 'events:source': CANARY_SOURCE } },
    });
    this.canary.set('ACCOUNT_ID', Stack.of(this).account);
    posture.grant(this.canary, { actions: ['Query'] });
    archive.grantCanary(this.canary);
    evidence.grantSend(this.canary, 'EVIDENCE_QUEUE_URL');
    feed.watch('Canary', { source: [CANARY_SOURCE], detailType: [CANARY_DETAIL_TYPE] });
    invokeOnSchedule(this.canary, Schedule.rate(Duration.hours(1)));
  }
}
