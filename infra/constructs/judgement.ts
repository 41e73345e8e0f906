import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { listers } from '../../adapters/aws/listers/index.ts';
import { readers } from '../../adapters/aws/readers/index.ts';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import { type Reading, readStatements } from '../read-statements.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { EvidenceArchive } from './evidence-archive.ts';
import { ComplianceFunction } from './function.ts';
import type { Members } from './members.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { WorkQueue } from './work-queue.ts';

/** Of `evaluate-change`: a batch of a hundred changes, each read a few calls. */
export const CHANGE_TIMEOUT = Duration.minutes(1);
/** Of `evaluate-inventory`: a list of thousands, page by page. */
const INVENTORY_TIMEOUT = Duration.minutes(4);

export interface JudgementProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  readonly archive: EvidenceArchive;
  readonly members: Members;
  readonly feed: ChangeFeed;
  /** What waits for whoever seals. */
  readonly evidence: WorkQueue;
}

/** Reads what has changed, or what nobody has looked at for long, and judges it. */
export class Judgement extends Construct {
  readonly evaluateChange: ComplianceFunction;
  readonly evaluateInventory: ComplianceFunction;
  /** Confirming reads, dependants, the sweep. */
  readonly inventory: WorkQueue;

  constructor(scope: Construct, id: string, props: JudgementProps) {
    super(scope, id);
    const { operations, feed } = props;
    this.inventory = new WorkQueue(this, 'Inventory', {
      operations,
      timeout: INVENTORY_TIMEOUT,
      carries: 'A request to look at a resource',
    });
    this.evaluateChange = new ComplianceFunction(this, 'EvaluateChange', {
      operations,
      entry: 'evaluate-change',
      description: 'Assay: judges what has just changed',
      reserved: 10,
      timeout: CHANGE_TIMEOUT,
      memory: 1024,
    });
    this.evaluateInventory = new ComplianceFunction(this, 'EvaluateInventory', {
      operations,
      entry: 'evaluate-inventory',
      description: 'Assay: lists, looks again, judges',
      reserved: 10,
      timeout: INVENTORY_TIMEOUT,
      memory: 1024,
    });
    feed.changes.feed(this.evaluateChange, { batchSize: 100, window: Duration.seconds(1), concurrency: 10 });
    // SQS allows no fewer than two at once, and neither knows of the other's reads: half of the budget each.
    this.inventory.feed(this.evaluateInventory, {
      batchSize: 20,
      window: Duration.seconds(5),
      concurrency: 2,
    });
    this.evaluateInventory.set(
      'READS_PER_SECOND',
      String(Math.max(1, Math.floor(operations.config.readsPerSecond / 2))),
    );
    this.letEvaluate(this.evaluateChange, props, Object.values(readers));
    this.letEvaluate(this.evaluateInventory, props, [...Object.values(readers), ...Object.values(listers)]);
    props.posture.grant(this.evaluateInventory, { actions: [], indexes: ['byType'] });
  }

  private letEvaluate(
    fn: ComplianceFunction,
    { posture, archive, members, evidence }: JudgementProps,
    readings: readonly Reading[],
  ): void {
    letRead(fn, readings);
    members.grantRead(fn);
    posture.grant(fn, { actions: ['DeleteItem', 'PutItem', 'Query', 'UpdateItem'], indexes: ['byTarget'] });
    archive.grantHash(fn);
    evidence.grantSend(fn, 'EVIDENCE_QUEUE_URL');
    this.inventory.grantSend(fn, 'INVENTORY_QUEUE_URL');
  }
}

/** Everything that a reader asks, in this account. */
export function letRead(fn: ComplianceFunction, readings: readonly Reading[]): void {
  const { partition, account } = Stack.of(fn);
  const statements = readStatements(readings, { partition, account });
  for (const { actions, resources, conditions } of statements) fn.allow({ actions, resources, conditions });
  acknowledgeWildcards(
    fn,
    statements.flatMap(({ resources }) => resources),
    'it reads every resource of the judged types in this account, whatever its name and Region: the actions only describe ' +
      'and list, and none of them reads what the resources hold',
  );
  acknowledge(fn, {
    'AwsSolutions-IAM5[Resource::*]':
      'IAM binds these describing and listing actions to no resource; none of them reads what the resources hold',
  });
}
