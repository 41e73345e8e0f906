import type { Aws } from '../aws.ts';
import { isDone } from './_conditional.ts';

/** How far a Config rule has told AWS Config what posture knows. */
export interface ReportState {
  /** ISO 8601: changes up to then are told. */
  readonly reportedAt: string;
  /** ISO 8601: of the last report of everything. */
  readonly fullAt: string;
  /** Digests of the changes of the last minutes before `reportedAt` that are told already. */
  readonly recent: ReadonlySet<string>;
}

/** In the posture table; throws what the SDK throws. */
export interface ReportStates {
  /** Undefined: nothing was ever reported, or nobody knows what. */
  recall(rule: string): Promise<ReportState | undefined>;
  /** Does nothing where a later report is known already. */
  remember(rule: string, state: ReportState): Promise<void>;
}

const keyOf = (rule: string) => ({ key: { S: `config ${rule}` }, part: { S: 'report' } });

export const reportStates = (aws: Aws, table: string): ReportStates => ({
  async recall(rule) {
    const { DynamoDBClient, GetItemCommand } = await import('../clients/dynamodb.ts');
    const { Item } = await aws
      .client(DynamoDBClient, aws.region)
      .send(new GetItemCommand({ TableName: table, Key: keyOf(rule), ConsistentRead: true }));
    const [reportedAt, fullAt] = [Item?.['reportedAt']?.S, Item?.['fullAt']?.S];
    if (reportedAt === undefined || fullAt === undefined) return undefined;
    return { reportedAt, fullAt, recent: new Set(Item?.['recent']?.SS) };
  },
  async remember(rule, { reportedAt, fullAt, recent }) {
    const { DynamoDBClient, PutItemCommand } = await import('../clients/dynamodb.ts');
    const write = new PutItemCommand({
      TableName: table,
      Item: {
        ...keyOf(rule),
        reportedAt: { S: reportedAt },
        fullAt: { S: fullAt },
        // DynamoDB has no empty sets.
        ...(recent.size > 0 && { recent: { SS: [...recent] } }),
      },
      ConditionExpression: 'attribute_not_exists(reportedAt) OR reportedAt < :reportedAt',
      ExpressionAttributeValues: { ':reportedAt': { S: reportedAt } },
    });
    await isDone(aws.client(DynamoDBClient, aws.region).send(write));
  },
});
