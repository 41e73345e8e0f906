import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EvidenceArchive } from './evidence-archive.ts';
import type { Operations } from './operations.ts';

const KEY_CHANGES = [
  'CreateGrant',
  'DisableKey',
  'DisableKeyRotation',
  'PutKeyPolicy',
  'ReplicateKey',
  'ScheduleKeyDeletion',
];

const BUCKET_CHANGES = [
  'DeleteBucket',
  'DeleteBucketEncryption',
  'DeleteBucketLifecycle',
  'DeleteBucketPolicy',
  'DeleteBucketPublicAccessBlock',
  'PutBucketAcl',
  'PutBucketEncryption',
  'PutBucketLifecycle',
  'PutBucketLogging',
  'PutBucketObjectLockConfiguration',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketPublicAccessBlock',
  'PutBucketReplication',
  'PutBucketVersioning',
];

/** Somebody lays hands on the archive or on what proves it, whether or not it was refused. */
export class TamperAlarm extends Construct {
  constructor(scope: Construct, id: string, operations: Operations, archive: EvidenceArchive) {
    super(scope, id);
    const { bucket, key, sealKey, hashKey, ledger, isFar } = archive;
    // What happens in another account is heard there alone.
    const keys = (isFar ? [hashKey] : [key, sealKey, hashKey]).map(({ keyArn }) => keyArn);
    this.tell(operations, 'Keys', {
      eventSource: ['kms.amazonaws.com'],
      eventName: KEY_CHANGES,
      resources: { ARN: keys },
    });
    if (!isFar) {
      this.tell(operations, 'Bucket', {
        eventSource: ['s3.amazonaws.com'],
        eventName: BUCKET_CHANGES,
        requestParameters: { bucketName: [bucket.bucketName] },
      });
    }
    this.tell(operations, 'Ledger', {
      eventSource: ['dynamodb.amazonaws.com'],
      eventName: ['DeleteTable', 'UpdateContinuousBackups', 'UpdateTable'],
      requestParameters: { tableName: [ledger.tableName, ledger.tableArn] },
    });
  }

  /** At once by message, and as an alarm, which stays to be seen. */
  private tell(operations: Operations, id: string, detail: EventPattern['detail']): void {
    const rule = new Rule(this, id, {
      eventPattern: { detailType: Match.suffix(' via CloudTrail'), ...(detail && { detail }) },
      targets: [new SnsTopic(operations.topic, { message: RuleTargetInput.fromEventPath('$.detail') })],
    });
    operations.alarm(this, `${id}Alarm`, {
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ruleName },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      meaning: `Somebody changes, or tries to change, what protects the evidence (${id.toLowerCase()})`,
      section: 'evidence-tampered',
    });
  }
}
