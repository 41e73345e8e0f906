import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** The code of a function by its name; tests bundle nothing. */
export type CodeOf = (name: string) => Code;

export interface OperationsProps {
  readonly config: Config;
  readonly code: CodeOf;
}

/** What an alarm is about. */
export interface AlarmProps {
  readonly metric: IMetric;
  /** A sentence on what has happened, without its full stop. */
  readonly meaning: string;
  /** Heading in the runbook, as its anchor. */
  readonly section: string;
  /** @default 1 */
  readonly threshold?: number;
  /** @default at the threshold or above */
  readonly comparison?: ComparisonOperator;
  /** @default 1 */
  readonly periods?: number;
  /** Whether silence is the alarm. @default false */
  readonly alarmsWhenMissing?: boolean;
}

/** What all parts are run with: where code comes from, logs go to and alarms are told. */
export class Operations extends Construct {
  readonly config: Config;
  readonly code: CodeOf;
  /** Encrypts logs and alarms. */
  readonly key: Key;
  readonly topic: Topic;
  readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, { config, code }: OperationsProps) {
    super(scope, id);
    this.config = config;
    this.code = code;
    this.key = operationsKey(this);
    this.topic = alarmTopic(this, this.key);
    if (config.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(config.alarmEmail));
  }

  logGroup(scope: Construct, id: string): LogGroup {
    const retention: RetentionDays = this.config.logRetentionDays;
    return new LogGroup(scope, id, {
      retention,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  alarm(scope: Construct, id: string, props: AlarmProps): Alarm {
    const { meaning, section, threshold = 1, comparison, periods = 1, alarmsWhenMissing = false } = props;
    const alarm = new Alarm(scope, id, {
      metric: props.metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: alarmsWhenMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${meaning}. What to do: ${this.config.runbook}#${section}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.alarms.push(alarm);
    return alarm;
  }
}

function operationsKey(scope: Construct): Key {
  const key = new Key(scope, 'Key', {
    description: 'Assay: encrypts logs and alarms',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stack = Stack.of(scope);
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Logs',
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      actions: ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
  );
  const publish = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };
  key.addToResourcePolicy(
    new PolicyStatement({
      ...publish,
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      ...publish,
      sid: 'Rules',
      // EventBridge does not tell KMS on whose behalf it publishes: with a condition, nothing would arrive.
      principals: [new ServicePrincipal('events.amazonaws.com')],
    }),
  );
  return key;
}

function alarmTopic(scope: Construct, masterKey: Key): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: 'Assay', masterKey, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsPublish',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}
