import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { ComplianceFunction } from './function.ts';
import type { Operations } from './operations.ts';

/** Index from type to postures, and from a resource to those that refer to it. */
const BY_TYPE = 'byType';
const BY_TARGET = 'byTarget';

type TableAction = 'BatchGetItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

export interface PostureAccess {
  /** On the table itself. */
  readonly actions: readonly TableAction[];
  /** Indexes that are queried. @default none */
  readonly indexes?: readonly (typeof BY_TYPE | typeof BY_TARGET)[];
}

export interface StreamReading {
  readonly batchSize: number;
  /** How long changes are gathered. */
  readonly window: Duration;
}

/** What is known of every resource, and the stream of its changes that all else follows from. */
export class PostureTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { config }: Operations) {
    super(scope, id);
    const { keepPosture } = config;
    this.table = new Table(this, 'Resource', {
      partitionKey: { name: 'key', type: AttributeType.STRING },
      sortKey: { name: 'part', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepPosture,
      removalPolicy: keepPosture ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_TYPE,
      partitionKey: { name: 'type', type: AttributeType.STRING },
      sortKey: { name: 'changed', type: AttributeType.STRING },
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_TARGET,
      partitionKey: { name: 'target', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** Exactly these actions, and the table's name. */
  grant(fn: ComplianceFunction, { actions, indexes = [] }: PostureAccess): void {
    const named = actions.map((action) => `dynamodb:${action}`);
    if (named.length > 0) fn.allow({ actions: named, resources: [this.table.tableArn] });
    if (indexes.length > 0) {
      const resources = indexes.map((index) => `${this.table.tableArn}/index/${index}`);
      fn.allow({ actions: ['dynamodb:Query'], resources });
    }
    fn.set('POSTURE_TABLE', this.table.tableName);
  }

  /** Hands a function every change of a posture, in order per resource. Two functions at most: a shard feeds no more. */
  deliverChanges(fn: ComplianceFunction, { batchSize, window }: StreamReading): void {
    const streamArn = this.table.tableStreamArn ?? '';
    fn.allow({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    });
    fn.allow({ actions: ['dynamodb:ListStreams'], resources: ['*'] });
    acknowledge(fn, {
      'AwsSolutions-IAM5[Resource::*]':
        'dynamodb:ListStreams, which Lambda asks for, knows no resource; it lists names only',
    });
    fn.lambda.addEventSourceMapping('Posture', {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      maxBatchingWindow: window,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // Where it may send its dead letters anyhow.
      onFailure: { bind: () => ({ destination: fn.deadLetters.queueArn }) },
      filters: [
        FilterCriteria.filter({ dynamodb: { Keys: { part: { S: FilterRule.isEqual('posture') } } } }),
      ],
    });
  }
}
