import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { FindingsBus } from './findings-bus.ts';
import { ComplianceFunction } from './function.ts';
import type { Members } from './members.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import { WorkQueue } from './work-queue.ts';

/** Generators of our findings. */
export const OWN_GENERATORS = Match.prefix('assay/');

/** Events of Security Hub about findings of ours, whoever changed them. */
export const OWN_FINDINGS: EventPattern = {
  source: ['aws.securityhub'],
  detailType: ['Security Hub Findings - Imported'],
  detail: { findings: { GeneratorId: OWN_GENERATORS } },
};

export interface PublishingProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  readonly members: Members;
  readonly bus: FindingsBus;
}

/** What leaves: findings for Security Hub, transitions for whoever listens; and the word of analysts that comes back. */
export class Publishing extends Construct {
  readonly publish: ComplianceFunction;
  readonly announce: ComplianceFunction;
  readonly republish: ComplianceFunction;
  /** Hears what people do to our findings. */
  readonly mirror: ComplianceFunction;

  constructor(scope: Construct, id: string, props: PublishingProps) {
    super(scope, id);
    this.publish = publishFunction(this, props);
    this.announce = announceFunction(this, props);
    this.republish = republishFunction(this, props, this.publish);
    this.mirror = mirrorFunction(this, props);
  }
}

function publishFunction(
  scope: Construct,
  { operations, posture, members }: PublishingProps,
): ComplianceFunction {
  const timeout = Duration.minutes(5);
  const fn = new ComplianceFunction(scope, 'PublishFindings', {
    operations,
    entry: 'publish-findings',
    description: 'Assay: tells Security Hub',
    reserved: 3,
    timeout,
    memory: 1024,
  });
  posture.deliverChanges(fn, { batchSize: 1000, window: Duration.seconds(1) });
  letTell(fn, { posture, members });
  return fn;
}

/** What Security Hub did not take waits here, and not in the stream, which forgets after a day. */
function republishFunction(
  scope: Construct,
  { operations, posture, members }: PublishingProps,
  publish: ComplianceFunction,
): ComplianceFunction {
  const timeout = Duration.minutes(5);
  const queue = new WorkQueue(scope, 'Unpublished', {
    operations,
    timeout,
    carries: 'A finding that Security Hub does not take',
    // For a week: whoever turned Security Hub off may turn it on again.
    visibility: Duration.hours(1),
    maxReceiveCount: 7 * 24,
  });
  const fn = new ComplianceFunction(scope, 'RepublishFindings', {
    operations,
    entry: 'republish-findings',
    description: 'Assay: tells Security Hub what it did not take before',
    reserved: 2,
    timeout,
  });
  letTell(fn, { posture, members });
  queue.grantSend(publish, 'UNPUBLISHED_QUEUE_URL');
  queue.feed(fn, { batchSize: 100, window: Duration.seconds(30), concurrency: 2 });
  return fn;
}

/** Findings of this account and of the members, each told in its own Security Hub, as posture holds them. */
function letTell(
  fn: ComplianceFunction,
  { posture, members }: Pick<PublishingProps, 'posture' | 'members'>,
): void {
  const { partition, region, account } = Stack.of(fn);
  const hub = `arn:${partition}:securityhub:${region}:${account}`;
  posture.grant(fn, { actions: ['BatchGetItem'] });
  fn.allow({
    actions: ['securityhub:BatchImportFindings'],
    resources: [`${hub}:product/${account}/default`],
  });
  fn.allow({ actions: ['securityhub:BatchUpdateFindings'], resources: [`${hub}:hub/default`] });
  members.grantPublish(fn);
}

function mirrorFunction(scope: Construct, { operations, posture }: PublishingProps): ComplianceFunction {
  const fn = new ComplianceFunction(scope, 'MirrorWorkflow', {
    operations,
    entry: 'mirror-workflow',
    description: 'Assay: remembers what analysts say of findings',
    reserved: 10,
    timeout: Duration.seconds(30),
  });
  posture.grant(fn, { actions: ['PutItem', 'Query'] });
  fn.set('ACCOUNT_ID', Stack.of(scope).account);
  return fn;
}

function announceFunction(
  scope: Construct,
  { operations, posture, bus }: PublishingProps,
): ComplianceFunction {
  const fn = new ComplianceFunction(scope, 'Announce', {
    operations,
    entry: 'announce',
    description: 'Assay: announces verdicts that have changed',
    reserved: 3,
    timeout: Duration.minutes(1),
  });
  posture.deliverChanges(fn, { batchSize: 100, window: Duration.seconds(1) });
  bus.grantPublish(fn);
  return fn;
}
