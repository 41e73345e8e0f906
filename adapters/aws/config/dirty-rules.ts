import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws.ts';
import { isDone } from './_conditional.ts';

/** A Config rule whose verdicts have changed since it was last woken. */
export interface DirtyRule {
  readonly name: string;
  /** ISO 8601: of the oldest change that it has not told. */
  readonly since: string;
  /** Another one with each change. */
  readonly mark: string;
  /** ISO 8601: not to be tried before. */
  readonly notBefore?: string;
}

/** The set of Config rules to be woken, in the posture table. */
export interface DirtyRules {
  /** `since`, ISO 8601, is when the verdict changed; the earliest stays. */
  mark(name: string, since: string): Promise<void>;
  /** Oldest first. */
  all(): Promise<readonly DirtyRule[]>;
  /** Takes a rule out; one that was marked again in between stays, dirty since `now` (ISO 8601). */
  clean(rule: DirtyRule, now: string): Promise<void>;
  postpone(rule: DirtyRule, until: string): Promise<void>;
  /** True for one caller a minute: AWS Config allows no more in an account and Region. */
  takeSlot(): Promise<boolean>;
}

const DIRTY = { S: 'config dirty' };
/** A second more than AWS's minute, which begins when the call arrives there. */
const SLOT_MS = 61_000;

export const dirtyRules = (aws: Aws, table: string): DirtyRules => ({
  mark: (name, since) => mark(aws, table, { name, since }),
  all: () => all(aws, table),
  clean: (rule, now) => clean(aws, table, { rule, now }),
  postpone: (rule, until) => postpone(aws, table, { rule, until }),
  takeSlot: () => takeSlot(aws, table),
});

async function open(aws: Aws) {
  const clients = await import('../clients/dynamodb.ts');
  return { ...clients, client: aws.client(clients.DynamoDBClient, aws.region) };
}

async function mark(
  aws: Aws,
  table: string,
  { name, since }: { readonly name: string; readonly since: string },
): Promise<void> {
  const { client, UpdateItemCommand } = await open(aws);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { key: DIRTY, part: { S: name } },
      UpdateExpression: 'SET dirtySince = if_not_exists(dirtySince, :since), mark = :mark',
      // A count would begin anew with a new item, and an old one be taken for it.
      ExpressionAttributeValues: { ':since': { S: since }, ':mark': { S: randomUUID() } },
    }),
  );
}

async function all(aws: Aws, table: string): Promise<readonly DirtyRule[]> {
  const { client, QueryCommand } = await open(aws);
  const { Items = [] } = await client.send(
    // At most a thousand short items: AWS allows no more rules, and they fit into one page.
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#key = :dirty',
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: { ':dirty': DIRTY },
    }),
  );
  return Items.map(({ part, dirtySince, mark, notBefore }) => ({
    name: part?.S ?? '',
    since: dirtySince?.S ?? '',
    mark: mark?.S ?? '',
    ...(notBefore?.S !== undefined && { notBefore: notBefore.S }),
  })).toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

async function clean(
  aws: Aws,
  table: string,
  { rule, now }: { readonly rule: DirtyRule; readonly now: string },
): Promise<void> {
  const { client, DeleteItemCommand, UpdateItemCommand } = await open(aws);
  const Key = { key: DIRTY, part: { S: rule.name } };
  const remove = new DeleteItemCommand({
    TableName: table,
    Key,
    ConditionExpression: 'mark = :mark',
    ExpressionAttributeValues: { ':mark': { S: rule.mark } },
  });
  if (await isDone(client.send(remove))) return;
  const rejuvenate = new UpdateItemCommand({
    TableName: table,
    Key,
    UpdateExpression: 'SET dirtySince = :now',
    // Not there: whoever has taken it out in between has woken it too.
    ConditionExpression: 'attribute_exists(mark)',
    ExpressionAttributeValues: { ':now': { S: now } },
  });
  await isDone(client.send(rejuvenate));
}

async function postpone(
  aws: Aws,
  table: string,
  { rule, until }: { readonly rule: DirtyRule; readonly until: string },
): Promise<void> {
  const { client, UpdateItemCommand } = await open(aws);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { key: DIRTY, part: { S: rule.name } },
      UpdateExpression: 'SET notBefore = :until',
      ExpressionAttributeValues: { ':until': { S: until } },
    }),
  );
}

async function takeSlot(aws: Aws, table: string): Promise<boolean> {
  const { client, PutItemCommand } = await open(aws);
  const now = aws.now().getTime();
  const take = new PutItemCommand({
    TableName: table,
    Item: {
      key: { S: 'config slot' },
      part: { S: aws.region },
      freeAt: { S: new Date(now + SLOT_MS).toISOString() },
    },
    ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt <= :now',
    ExpressionAttributeValues: { ':now': { S: new Date(now).toISOString() } },
  });
  return isDone(client.send(take));
}
