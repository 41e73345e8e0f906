import { isDone } from './config/_conditional.ts';
import { get, keyOf, open, seconds, type Table } from './remediation-table.ts';

/** What is known of a resource that is now locked. */
export interface Lock {
  /** ISO 8601: when it was let go last; null: not for days. */
  readonly freed: string | null;
}

/** Who works on a resource. */
export interface Holder {
  readonly execution: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What keeps remediations from being too many, or two at once. */
export interface RemediationBounds {
  /** One of so many an hour; a plan that has one keeps it. False: there are none left. */
  takeBudget(name: string, plan: string, most: number): Promise<boolean>;
  /** One execution at a time works on a resource. Null: another one does. */
  lock(resourceKey: string, execution: string): Promise<Lock | null>;
  unlock(resourceKey: string, execution: string): Promise<void>;
  /** Null: nobody works on it. */
  holder(resourceKey: string): Promise<Holder | null>;
}

/** When a resource was let go is of interest for a minute. */
const LOCK_KEPT_DAYS = 2;
/** Longer than any plan works: whoever was stopped from outside does not lock a resource for ever. */
const LOCK_MS = 24 * 3_600_000;

export function bounds(table: Table): RemediationBounds {
  return {
    async takeBudget(name, plan, most) {
      if (most < 1) return false;
      const { client, UpdateItemCommand } = await open(table);
      const hour = table.aws.now().toISOString().slice(0, 13);
      const update = new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf([`budget ${name}`, hour]),
        // A set, not a count: whoever comes again after a crash has taken its own already.
        UpdateExpression: 'SET expires = :expires ADD plans :plan',
        ConditionExpression: 'attribute_not_exists(plans) OR contains(plans, :id) OR size(plans) < :most',
        ExpressionAttributeValues: {
          ':expires': { N: String(seconds(table.aws.now()) + 2 * 86_400) },
          ':plan': { SS: [plan] },
          ':id': { S: plan },
          ':most': { N: String(most) },
        },
      });
      return isDone(client.send(update));
    },
    lock: (resourceKey, execution) => lock(table, resourceKey, execution),
    async unlock(resourceKey, execution) {
      const { client, UpdateItemCommand } = await open(table);
      const free = new UpdateItemCommand({
        TableName: table.name,
        Key: lockOf(resourceKey),
        // Kept: what was planned before then may be about another state.
        UpdateExpression: 'SET freed = :now REMOVE #plan, ends',
        ConditionExpression: '#plan = :plan',
        ExpressionAttributeNames: { '#plan': 'plan' },
        ExpressionAttributeValues: {
          ':plan': { S: execution },
          ':now': { S: table.aws.now().toISOString() },
        },
      });
      await isDone(client.send(free));
    },
    async holder(resourceKey) {
      const { plan, ends } = (await get(table, [`resource ${resourceKey}`, 'lock'])) ?? {};
      if (typeof plan !== 'string' || typeof ends !== 'string') return null;
      if (Date.parse(ends) < table.aws.now().getTime()) return null;
      return { execution: plan, since: new Date(Date.parse(ends) - LOCK_MS).toISOString() };
    },
  };
}

const lockOf = (resourceKey: string) => keyOf([`resource ${resourceKey}`, 'lock']);

/** Whoever holds it already may take it again: it came back after a crash. */
async function lock(table: Table, resourceKey: string, execution: string): Promise<Lock | null> {
  const { client, UpdateItemCommand, ConditionalCheckFailedException } = await open(table);
  const now = table.aws.now();
  const take = new UpdateItemCommand({
    TableName: table.name,
    Key: lockOf(resourceKey),
    UpdateExpression: 'SET #plan = :plan, ends = :ends, expires = :expires',
    ConditionExpression: 'attribute_not_exists(#plan) OR #plan = :plan OR ends < :now',
    ExpressionAttributeNames: { '#plan': 'plan' },
    ExpressionAttributeValues: {
      ':plan': { S: execution },
      ':now': { S: now.toISOString() },
      ':ends': { S: new Date(now.getTime() + LOCK_MS).toISOString() },
      ':expires': { N: String(seconds(now) + LOCK_KEPT_DAYS * 86_400) },
    },
    ReturnValues: 'ALL_NEW',
  });
  try {
    const { Attributes } = await client.send(take);
    return { freed: Attributes?.['freed']?.S ?? null };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
