import type { Aws } from '../aws.ts';
import { isDone } from './_conditional.ts';

/** What AWS Config calls a resource, where that is not its id here. */
export interface KnownId {
  readonly id: string;
  /** ISO 8601. */
  readonly learnedAt: string;
}

/**
 * AWS publishes nowhere how its items name which type: a role's is `AROA…`, others have a name or an ARN. What an item
 * has told is kept beside the posture, so that one resource is not told under two names.
 */
export interface KnownIds {
  learn(key: string, id: string): Promise<void>;
  forget(key: string): Promise<void>;
  /** Those of the keys that are known; any number of keys. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, KnownId>>;
}

const PART = { S: 'config' };
/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;

export const knownIds = (aws: Aws, table: string): KnownIds => ({
  learn: (key, id) => learn(aws, table, { key, id }),
  forget: (key) => forget(aws, table, key),
  async of(keys) {
    const known = new Map<string, KnownId>();
    for (let start = 0; start < keys.length; start += MAX_KEYS) {
      for (const [key, id] of await recall(aws, table, keys.slice(start, start + MAX_KEYS)))
        known.set(key, id);
    }
    return known;
  },
});

async function open(aws: Aws) {
  const clients = await import('../clients/dynamodb.ts');
  return { ...clients, client: aws.client(clients.DynamoDBClient, aws.region) };
}

async function learn(
  aws: Aws,
  table: string,
  { key, id }: { readonly key: string; readonly id: string },
): Promise<void> {
  const { client, PutItemCommand } = await open(aws);
  const write = new PutItemCommand({
    TableName: table,
    Item: {
      key: { S: key },
      part: PART,
      configId: { S: id },
      learnedAt: { S: aws.now().toISOString() },
    },
    ConditionExpression: 'attribute_not_exists(configId) OR configId <> :id',
    ExpressionAttributeValues: { ':id': { S: id } },
  });
  await isDone(client.send(write));
}

async function forget(aws: Aws, table: string, key: string): Promise<void> {
  const { client, DeleteItemCommand } = await open(aws);
  await client.send(new DeleteItemCommand({ TableName: table, Key: { key: { S: key }, part: PART } }));
}

async function recall(
  aws: Aws,
  table: string,
  keys: readonly string[],
): Promise<readonly (readonly [key: string, id: KnownId])[]> {
  const { client, BatchGetItemCommand } = await open(aws);
  const found: (readonly [string, KnownId])[] = [];
  let Keys = keys.map((key) => ({ key: { S: key }, part: PART }) as Record<string, { S: string }>);
  while (Keys.length > 0) {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys } } }),
    );
    for (const { key, configId, learnedAt } of Responses[table] ?? []) {
      const [name, id, at] = [key?.S, configId?.S, learnedAt?.S];
      if (name !== undefined && id !== undefined && at !== undefined)
        found.push([name, { id, learnedAt: at }]);
    }
    Keys = (UnprocessedKeys[table]?.Keys ?? []) as typeof Keys;
  }
  return found;
}
