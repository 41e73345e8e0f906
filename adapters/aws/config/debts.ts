import type { Aws } from '../aws.ts';
import type { Item } from '../posture-item.ts';
import { isDone } from './_conditional.ts';

/**
 * Resources of which a Config rule has told what an item said, before anybody had read them: what posture then says of
 * them is owed, even if it says nothing new.
 */
export interface Debts {
  /** `capturedAt`: ISO 8601 capture time of the item; the latest stays. */
  owe(rule: string, key: string, capturedAt: string): Promise<void>;
  /** Key of the posture → capture time of the item. */
  of(rule: string): Promise<ReadonlyMap<string, string>>;
  /** Ends a debt, unless a later item has made another one. */
  settle(rule: string, key: string, capturedAt: string): Promise<void>;
}

const OWES = 'owes ';
/** A resource that nobody has read by then is none that anybody will. */
const DAYS = 7;

export const debts = (aws: Aws, table: string): Debts => ({
  owe: (rule, key, capturedAt) => owe(aws, table, { rule, key, capturedAt }),
  of: (rule) => debtsOf(aws, table, rule),
  settle: (rule, key, capturedAt) => settle(aws, table, { rule, key, capturedAt }),
});

interface Debt {
  readonly rule: string;
  readonly key: string;
  readonly capturedAt: string;
}

async function open(aws: Aws) {
  const clients = await import('../clients/dynamodb.ts');
  return { ...clients, client: aws.client(clients.DynamoDBClient, aws.region) };
}

const partition = (rule: string) => ({ S: `config ${rule}` });
const keyOf = ({ rule, key }: Debt) => ({ key: partition(rule), part: { S: `${OWES}${key}` } });

async function owe(aws: Aws, table: string, debt: Debt): Promise<void> {
  const { client, PutItemCommand } = await open(aws);
  const expires = Math.floor(aws.now().getTime() / 1000) + DAYS * 86_400;
  const write = new PutItemCommand({
    TableName: table,
    Item: { ...keyOf(debt), capturedAt: { S: debt.capturedAt }, expires: { N: String(expires) } },
    ConditionExpression: 'attribute_not_exists(capturedAt) OR capturedAt < :capturedAt',
    ExpressionAttributeValues: { ':capturedAt': { S: debt.capturedAt } },
  });
  await isDone(client.send(write));
}

async function debtsOf(aws: Aws, table: string, rule: string): Promise<ReadonlyMap<string, string>> {
  const { client, QueryCommand } = await open(aws);
  const found = new Map<string, string>();
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#key = :rule AND begins_with(part, :owes)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':rule': partition(rule), ':owes': { S: OWES } },
        ExclusiveStartKey,
      }),
    );
    for (const { part, capturedAt } of Items) {
      found.set(part?.S?.slice(OWES.length) ?? '', capturedAt?.S ?? '');
    }
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
}

async function settle(aws: Aws, table: string, debt: Debt): Promise<void> {
  const { client, DeleteItemCommand } = await open(aws);
  const remove = new DeleteItemCommand({
    TableName: table,
    Key: keyOf(debt),
    ConditionExpression: 'capturedAt = :capturedAt',
    ExpressionAttributeValues: { ':capturedAt': { S: debt.capturedAt } },
  });
  await isDone(client.send(remove));
}
