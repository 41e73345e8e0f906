import type { Posture } from '../../engine/posture.ts';
import type { Aws } from './aws.ts';
import { BY_TARGET, BY_TYPE, type Item, PART, postureItem, postureOf } from './posture-item.ts';

/** What awaits a resource apart from its posture: it changes without being news to anybody. */
export interface Attention {
  /** ISO 8601 start of the newest read. */
  readonly readAt?: string;
  /** ISO 8601: when the newest event about it arrived. */
  readonly eventAt?: string;
  /** ISO 8601: when the confirming read that is under way is due. */
  readonly confirmAt?: string;
  /** ISO 8601: it was not found, for the first time since it was last seen. */
  readonly notFoundAt?: string;
  /** ISO 8601: since when whoever bears its name now has been known. */
  readonly knownSince?: string;
  /** ISO 8601: of the newest event that told of an end of it. */
  readonly goneAt?: string;
}

/** What is remembered of one resource. */
export interface Remembered {
  readonly posture: Posture | null;
  readonly attention: Attention;
}

/** The posture table. Throws what the SDK throws: a failed write must be tried again by whoever called. */
export interface PostureStore {
  recall(key: string): Promise<Remembered>;
  /** Writes the generation after `before`; false if somebody else wrote in between. */
  commit(after: Posture, before: Posture | null): Promise<boolean>;
  /** Undefined removes a member. */
  attend(
    key: string,
    attention: { readonly [K in keyof Attention]: Attention[K] | undefined },
  ): Promise<void>;
  /** Keys of the resources that refer to this one. */
  referrersTo(target: string): Promise<readonly string[]>;
  /** Postures of a type, oldest change first; `since` (ISO 8601, exclusive) leaves out what has not changed. */
  ofType(type: string, since?: string): AsyncIterable<Posture>;
  /** Counts one more within an hour; gives the count. */
  count(name: string, hour: string): Promise<number>;
}

const ATTENTION = 'attention';
const REFERENCE = 'to ';
const ATTENTION_DAYS = 30;

/** Opens the table of that name. */
export function postureStore(aws: Aws, table: string): PostureStore {
  return {
    recall: (key) => recall(aws, table, key),
    async commit(after, before) {
      // Before the posture: a reference too many only makes a resource be looked at in vain.
      await addReferences(aws, table, { after, before });
      const isWritten = await write(aws, table, { after, before });
      if (isWritten) await removeReferences(aws, table, { after, before });
      return isWritten;
    },
    attend: (key, attention) => attend(aws, table, { key, attention }),
    referrersTo: (target) => referrersTo(aws, table, target),
    ofType: (type, since) => ofType(aws, table, { type, since }),
    count: (name, hour) => count(aws, table, { name, hour }),
  };
}

async function recall(aws: Aws, table: string, key: string): Promise<Remembered> {
  const { DynamoDBClient, QueryCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#key = :key AND part BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: { ':key': { S: key }, ':first': { S: ATTENTION }, ':last': { S: PART } },
    }),
  );
  const posture = Items.map(postureOf).find((found) => found !== undefined) ?? null;
  return { posture, attention: attentionOf(Items.find(({ part }) => part?.S === ATTENTION)) };
}

const MEMBERS = [
  'readAt',
  'eventAt',
  'confirmAt',
  'notFoundAt',
  'knownSince',
  'goneAt',
] as const satisfies (keyof Attention)[];

function attentionOf(item: Item | undefined): Attention {
  return Object.fromEntries(
    MEMBERS.flatMap((name) => {
      const text = item?.[name]?.S;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

interface Change {
  readonly after: Posture;
  readonly before: Posture | null;
}

async function write(aws: Aws, table: string, { after, before }: Change): Promise<boolean> {
  const { DynamoDBClient, PutItemCommand, ConditionalCheckFailedException } = await import(
    './clients/dynamodb.ts'
  );
  const client = aws.client(DynamoDBClient, aws.region);
  const condition =
    before === null
      ? { ConditionExpression: 'attribute_not_exists(generation)' }
      : {
          ConditionExpression: 'generation = :before',
          ExpressionAttributeValues: { ':before': { N: String(before.generation) } },
        };
  try {
    await client.send(new PutItemCommand({ TableName: table, Item: postureItem(after), ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const newReferences = ({ after, before }: Change): readonly string[] =>
  after.references.filter((target) => !before?.references.includes(target));

async function addReferences(aws: Aws, table: string, change: Change): Promise<void> {
  const added = newReferences(change);
  if (added.length === 0) return;
  const { DynamoDBClient, PutItemCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const { key } = change.after;
  for (const target of added) {
    const Item = { key: { S: key }, part: { S: `${REFERENCE}${target}` }, target: { S: target } };
    await client.send(new PutItemCommand({ TableName: table, Item }));
  }
}

async function removeReferences(aws: Aws, table: string, { after, before }: Change): Promise<void> {
  const removed = before?.references.filter((target) => !after.references.includes(target)) ?? [];
  if (removed.length === 0) return;
  const { DynamoDBClient, DeleteItemCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  for (const target of removed) {
    const Key = { key: { S: after.key }, part: { S: `${REFERENCE}${target}` } };
    await client.send(new DeleteItemCommand({ TableName: table, Key }));
  }
}

interface Attended {
  readonly key: string;
  readonly attention: { readonly [K in keyof Attention]: Attention[K] | undefined };
}

async function attend(aws: Aws, table: string, { key, attention }: Attended): Promise<void> {
  const { DynamoDBClient, UpdateItemCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const entries = Object.entries(attention);
  const set = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const removed = entries.filter(([, value]) => value === undefined).map(([name]) => name);
  const expires = Math.floor(aws.now().getTime() / 1000) + ATTENTION_DAYS * 86_400;
  const assignments = ['expires = :expires', ...set.map(([name]) => `${name} = :${name}`)];
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { key: { S: key }, part: { S: ATTENTION } },
      UpdateExpression: `SET ${assignments.join(', ')}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}`,
      ExpressionAttributeValues: {
        ':expires': { N: String(expires) },
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, { S: value }])),
      },
    }),
  );
}

async function referrersTo(aws: Aws, table: string, target: string): Promise<readonly string[]> {
  const { DynamoDBClient, QueryCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const keys: string[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: BY_TARGET,
        KeyConditionExpression: 'target = :target',
        ExpressionAttributeValues: { ':target': { S: target } },
        ExclusiveStartKey,
      }),
    );
    keys.push(...Items.flatMap(({ key }) => key?.S ?? []));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return keys;
}

async function* ofType(
  aws: Aws,
  table: string,
  { type, since }: { readonly type: string; readonly since: string | undefined },
): AsyncGenerator<Posture> {
  const { DynamoDBClient, QueryCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: BY_TYPE,
        KeyConditionExpression: `#type = :type${since === undefined ? '' : ' AND changed > :since'}`,
        ExpressionAttributeNames: { '#type': 'type' },
        // After the time comes a space and the key: the exclamation mark sorts behind every one of them.
        ExpressionAttributeValues: { ':type': { S: type }, ...(since && { ':since': { S: `${since}!` } }) },
        ExclusiveStartKey,
      }),
    );
    for (const item of Items) {
      const posture = postureOf(item);
      if (posture) yield posture;
    }
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

async function count(
  aws: Aws,
  table: string,
  { name, hour }: { readonly name: string; readonly hour: string },
): Promise<number> {
  const { DynamoDBClient, UpdateItemCommand } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const expires = Math.floor(aws.now().getTime() / 1000) + 2 * 86_400;
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { key: { S: `count ${name}` }, part: { S: hour } },
      UpdateExpression: 'SET expires = :expires ADD seen :one',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':expires': { N: String(expires) } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.['seen']?.N ?? 0);
}
