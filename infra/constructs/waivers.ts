import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { functionTarget, invokeOnSchedule, onDeployment } from './targets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WaiversProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  /** Where what a waiver has left is looked at again. */
  readonly inventory: WorkQueue;
  /** What waits for whoever seals. */
  readonly evidence: WorkQueue;
}

/** Waivers end at midnight, UTC, or with a deployment, and no event tells. */
export class Waivers extends Construct {
  constructor(scope: Construct, id: string, { operations, posture, inventory, evidence }: WaiversProps) {
    super(scope, id);
    const expire = new ComplianceFunction(this, 'Expire', {
      operations,
      entry: 'expire-waivers',
      description: 'Assay: looks again at what a waiver has left',
      reserved: 1,
      timeout: Duration.minutes(5),
    });
    posture.grant(expire, { actions: ['PutItem', 'Query'], indexes: ['byType'] });
    expire.set('ACCOUNT_ID', Stack.of(this).account);
    evidence.grantSend(expire, 'EVIDENCE_QUEUE_URL');
    inventory.grantSend(expire, 'INVENTORY_QUEUE_URL');
    invokeOnSchedule(expire, Schedule.cron({ minute: '7', hour: '0' }));
    onDeployment(this, functionTarget(expire));
  }
}
