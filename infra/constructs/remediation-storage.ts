import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';

/** People type it: the one physical name here. */
const KILL_SWITCH = '/assay/remediation';

type TableAction = 'DeleteItem' | 'GetItem' | 'PutItem' | 'UpdateItem';

/** What remediations remember and tell, under a key of their own, and the switch without whose `on` none begins. */
export class RemediationStorage extends Construct {
  readonly table: Table;
  readonly plans: Topic;
  readonly killSwitch: StringParameter;
  private readonly key: Key;

  constructor(scope: Construct, id: string, operations: Operations) {
    super(scope, id);
    this.key = storageKey(this);
    const { keepPosture } = operations.config;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'key', type: AttributeType.STRING },
      sortKey: { name: 'part', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepPosture,
      removalPolicy: keepPosture ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.plans = new Topic(this, 'Plans', {
      displayName: 'Assay: plans',
      masterKey: this.key,
      enforceSSL: true,
    });
    this.killSwitch = new StringParameter(this, 'KillSwitch', {
      parameterName: KILL_SWITCH,
      // A deployment begins without remediations, and an update leaves the word of people alone.
      stringValue: 'off',
      description: 'Assay: remediations begin while this is exactly "on"',
    });
    this.watchSwitch(operations);
  }

  /** Exactly these actions, and the table's name. */
  grant(fn: ComplianceFunction, actions: readonly TableAction[]): void {
    fn.allow({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
    });
    fn.set('REMEDIATION_TABLE', this.table.tableName);
  }

  grantTell(fn: ComplianceFunction): void {
    fn.allow({ actions: ['sns:Publish'], resources: [this.plans.topicArn] });
    fn.allow({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] });
    fn.set('PLANS_TOPIC', this.plans.topicArn);
  }

  grantSwitch(fn: ComplianceFunction): void {
    fn.allow({ actions: ['ssm:GetParameter'], resources: [this.killSwitch.parameterArn] });
    fn.set('KILL_SWITCH', this.killSwitch.parameterName);
  }

  private watchSwitch(operations: Operations): void {
    const rule = new Rule(this, 'OnKillSwitch', {
      eventPattern: {
        source: Match.exactString('aws.ssm'),
        detailType: ['Parameter Store Change'],
        detail: { name: [KILL_SWITCH] },
      },
      targets: [new SnsTopic(operations.topic, { message: RuleTargetInput.fromEventPath('$.detail') })],
    });
    operations.alarm(this, 'KillSwitchAlarm', {
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ruleName },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      meaning: 'Somebody has turned the switch of remediations',
      section: 'kill-switch-used',
    });
  }
}

function storageKey(scope: Construct): Key {
  const key = new Key(scope, 'Key', {
    description: 'Assay: encrypts plans, what waits for an approval, and what is told of them',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const { account, region } = Stack.of(scope);
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Table',
      principals: [new AnyPrincipal()],
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      actions: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
        },
      },
    }),
  );
  return key;
}
