import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { invokeOnSchedule } from './targets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WaiversProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  /** Where what a waiver has left is looked at again. */
  readonly inventory: WorkQueue;
}

/** Waivers end at midnight, UTC, and no event tells. */
export class Waivers extends Construct {
  constructor(scope: Construct, id: string, { operations, posture, inventory }: WaiversProps) {
    super(scope, id);
    const expire = new ComplianceFunction(this, 'Expire', {
      operations,
      entry: 'expire-waivers',
      description: 'Assay: looks again at what a waiver has left',
      reserved: 1,
      timeout: Duration.minutes(5),
    });
    posture.grant(expire, { actions: [], indexes: ['byType'] });
    inventory.grantSend(expire, 'INVENTORY_QUEUE_URL');
    invokeOnSchedule(expire, Schedule.cron({ minute: '7', hour: '0' }));
  }
}
