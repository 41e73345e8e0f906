import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { readers } from '../../adapters/aws/readers/index.ts';
import type { RemediationSettings } from '../../engine/remediation/mode.ts';
import { acknowledge, acknowledgeWildcards } from '../acknowledgements.ts';
import { remediationStatements } from '../remediation-statements.ts';
import type { EvidenceArchive } from './evidence-archive.ts';
import { ComplianceFunction, type FunctionName } from './function.ts';
import { letRead } from './judgement.ts';
import type { Members } from './members.ts';
import type { Operations } from './operations.ts';
import type { PostureTable } from './posture-table.ts';
import type { RemediationStorage } from './remediation-storage.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RemediationFunctionsProps {
  readonly operations: Operations;
  readonly posture: PostureTable;
  readonly archive: EvidenceArchive;
  readonly members: Members;
  readonly storage: RemediationStorage;
  readonly settings: RemediationSettings;
  /** Confirming reads. */
  readonly inventory: WorkQueue;
  /** What waits for whoever seals. */
  readonly evidence: WorkQueue;
}

interface Sort {
  readonly entry: FunctionName;
  readonly description: string;
  readonly reserved: number;
  readonly timeout?: Duration;
  readonly isTask?: boolean;
}

/** One function a deed; of all of them, one may change what it did not make. */
export class RemediationFunctions extends Construct {
  readonly start: ComplianceFunction;
  readonly plan: ComplianceFunction;
  readonly ask: ComplianceFunction;
  readonly desk: ComplianceFunction;
  readonly apply: ComplianceFunction;
  readonly verify: ComplianceFunction;
  readonly record: ComplianceFunction;

  constructor(scope: Construct, id: string, props: RemediationFunctionsProps) {
    super(scope, id);
    const { posture, storage, members, evidence } = props;
    const { account } = Stack.of(this);
    const make = (name: string, sort: Sort) =>
      new ComplianceFunction(this, name, {
        operations: props.operations,
        timeout: Duration.minutes(1),
        ...sort,
      });
    this.start = make('Start', {
      entry: 'start-remediation',
      description: 'Assay: starts a remediation for a finding',
      reserved: 2,
    });
    this.start.set('ACCOUNT_ID', account);

    this.plan = make('Plan', {
      entry: 'plan-remediation',
      isTask: true,
      description: 'Assay: plans a remediation, and decides whether it may begin',
      reserved: 5,
      timeout: Duration.minutes(2),
    });
    this.verify = make('Verify', {
      entry: 'verify-remediation',
      isTask: true,
      description: 'Assay: judges again what was put right',
      reserved: 5,
      timeout: Duration.minutes(2),
    });
    for (const fn of [this.plan, this.verify]) this.letPlan(fn, props);
    storage.grant(this.plan, ['GetItem', 'PutItem', 'UpdateItem']);
    storage.grant(this.verify, ['GetItem']);

    this.ask = make('Ask', {
      entry: 'ask-approval',
      isTask: true,
      description: 'Assay: tells people of a plan',
      reserved: 2,
    });
    storage.grant(this.ask, ['GetItem', 'PutItem', 'UpdateItem']);
    storage.grantTell(this.ask);

    this.desk = make('Desk', {
      entry: 'remediation-desk',
      description: 'Assay: where people ask, approve, reject and clear',
      reserved: 2,
    });
    storage.grant(this.desk, ['DeleteItem', 'GetItem', 'UpdateItem']);
    posture.grant(this.desk, { actions: ['Query'] });

    this.apply = make('Apply', {
      entry: 'apply-remediation',
      isTask: true,
      description: 'Assay: carries out a plan, or takes it back',
      reserved: 5,
      timeout: Duration.minutes(4),
    });
    storage.grant(this.apply, ['GetItem', 'PutItem', 'UpdateItem']);
    members.grantRemediate(this.apply);
    letChange(this.apply, props.settings);

    this.record = make('Record', {
      entry: 'record-remediation',
      isTask: true,
      description: 'Assay: writes down how a remediation ended',
      reserved: 2,
    });
    storage.grant(this.record, ['GetItem', 'PutItem', 'UpdateItem']);
    for (const fn of [this.ask, this.desk, this.record]) {
      evidence.grantSend(fn, 'EVIDENCE_QUEUE_URL');
      fn.set('ACCOUNT_ID', account);
    }
  }

  private letPlan(
    fn: ComplianceFunction,
    { posture, archive, members, inventory, evidence, storage }: RemediationFunctionsProps,
  ): void {
    const { partition, account } = Stack.of(this);
    letRead(fn, Object.values(readers));
    const statements = remediationStatements({ partition, account }, { readOnly: true });
    for (const { actions, resources } of statements) fn.allow({ actions, resources });
    acknowledgeWildcards(
      fn,
      statements.flatMap(({ resources }) => resources),
      'it reads what a remediation would replace, whatever its name and Region',
    );
    if (fn === this.plan) fn.allow({ actions: ['cloudtrail:LookupEvents'], resources: ['*'] });
    members.grantRead(fn);
    posture.grant(fn, { actions: ['Query'], indexes: ['byTarget'] });
    if (fn === this.verify) archive.grantHash(fn);
    else archive.nameHash(fn);
    evidence.grantSend(fn, 'EVIDENCE_QUEUE_URL');
    fn.set('INVENTORY_QUEUE_URL', inventory.queue.queueUrl);
    if (fn === this.plan) storage.grantSwitch(fn);
    else fn.set('KILL_SWITCH', storage.killSwitch.parameterName);
  }
}

/** The calls of all plans, and nothing else. */
function letChange(fn: ComplianceFunction, { kmsKeys = {} }: RemediationSettings): void {
  const { partition, account } = Stack.of(fn);
  const statements = remediationStatements({ partition, account }, { readOnly: false });
  for (const { actions, resources, conditions } of statements) fn.allow({ actions, resources, conditions });
  acknowledgeWildcards(
    fn,
    statements.flatMap(({ resources }) => resources),
    'what will be put right is not known when it is deployed; exactly the actions of the remediations, and each call is ' +
      'in a plan that was decided, recorded and can be undone',
  );
  acknowledge(fn, {
    'AwsSolutions-IAM5[Resource::*]': 'IAM binds these actions of remediations to no resource',
  });
  const keys = Object.values(kmsKeys);
  // What the service does with the key in the caller's name, when a resource is given one.
  if (keys.length > 0)
    fn.allow({ actions: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:GenerateDataKey'], resources: keys });
}
