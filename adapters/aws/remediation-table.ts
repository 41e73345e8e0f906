import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Aws } from './aws.ts';
import { isDone } from './config/_conditional.ts';

/** Partition key `key`, sort key `part`. */
export interface Table {
  readonly aws: Aws;
  readonly name: string;
}

type Key = readonly [key: string, part: string];

const KEPT_DAYS = 400;

export async function open({ aws }: Table) {
  const clients = await import('./clients/dynamodb.ts');
  return { ...clients, client: aws.client(clients.DynamoDBClient, aws.region) };
}

export const keyOf = ([key, part]: Key) => ({ key: { S: key }, part: { S: part } });

export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

export async function get(table: Table, key: Key): Promise<Record<string, unknown> | undefined> {
  const { client, GetItemCommand } = await open(table);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
}

export interface Condition {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, { readonly S: string } | { readonly N: string }>;
}

/** False: the condition did not hold. What a person must clear does not end by itself. */
export async function put(
  table: Table,
  key: Key,
  value: object,
  condition: Condition = {},
): Promise<boolean> {
  const { client, PutItemCommand } = await open(table);
  const expires = seconds(table.aws.now()) + KEPT_DAYS * 86_400;
  const lasting = Reflect.get(value, 'lasting') === true;
  const Item = {
    ...marshall({ ...value, ...(!lasting && { expires }) }, { removeUndefinedValues: true }),
    ...keyOf(key),
  };
  const write = client.send(new PutItemCommand({ TableName: table.name, Item, ...(condition as object) }));
  return isDone(write);
}
