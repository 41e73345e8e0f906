import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Decision } from '../../engine/remediation/decide.ts';
import { afterOpening, type History, type Hold } from '../../engine/remediation/history.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { beginning, type Progress } from '../../engine/remediation/progress.ts';
import type { Trigger } from '../../engine/remediation/trigger.ts';
import type { Aws } from './aws.ts';
import { isDone } from './config/_conditional.ts';

/** Where a plan stands; the last seven are ends. */
export type PlanState =
  | 'planned'
  | 'asked'
  | 'approved'
  | 'applying'
  | 'undoing'
  | 'told'
  | 'done'
  | 'undone'
  | 'stuck'
  | 'refused'
  | 'failed'
  | 'gone';

/** Who let it happen, when and why. */
export interface Approval {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** A plan with what became of it. */
export interface StoredPlan {
  /** Name of the execution. */
  readonly id: string;
  readonly plan: Plan;
  readonly hash: string;
  readonly trigger: Trigger;
  /** What was decided, and which brakes held. */
  readonly decision: Decision;
  readonly state: PlanState;
  readonly approval?: Approval;
}

/** The table of remediations. Throws what the SDK throws. */
export interface RemediationStore {
  plan(id: string): Promise<StoredPlan | null>;
  /** False: the plan of that id is under way already. */
  savePlan(stored: Omit<StoredPlan, 'state'>): Promise<boolean>;
  /** Moves a plan on; false: it stands elsewhere. */
  move(id: string, from: readonly PlanState[], to: PlanState, approval?: Approval): Promise<boolean>;
  saveToken(id: string, token: string, expires: Date): Promise<void>;
  /** Null: nobody waits, or not any more. */
  token(id: string): Promise<{ readonly token: string; readonly expires: Date } | null>;
  progress(id: string): Promise<{ readonly progress: Progress; readonly version: number }>;
  /** False: another run has written since. */
  saveProgress(id: string, progress: Progress, version: number): Promise<boolean>;
  /** One of so many an hour; a plan that has one keeps it. False: there are none left. */
  takeBudget(name: string, plan: string, most: number): Promise<boolean>;
  /** One plan at a time works on a resource. False: another one does. */
  lock(resourceKey: string, plan: string): Promise<boolean>;
  unlock(resourceKey: string, plan: string): Promise<void>;
  history(finding: string): Promise<History>;
  /** Gives the history with it. */
  noteOpening(finding: string, generation: number): Promise<History>;
  hold(finding: string, hold: Hold): Promise<void>;
  /** Gives what was held. */
  clear(finding: string): Promise<Hold | null>;
}

const KEPT_DAYS = 400;
/** Longer than any plan works: whoever was stopped from outside does not lock a resource for ever. */
const LOCK_MS = 24 * 3_600_000;

const PLAN = 'plan';
const PROGRESS = 'progress';
const TOKEN = 'token';
const HELD = 'held';
const OPENINGS = 'openings';

interface Table {
  readonly aws: Aws;
  readonly name: string;
}

type Key = readonly [key: string, part: string];

/** Opens the table of that name: partition key `key`, sort key `part`. */
export function remediationStore(aws: Aws, name: string): RemediationStore {
  const table = { aws, name };
  return { ...plans(table), ...bounds(table), ...histories(table) };
}

type Plans = Pick<
  RemediationStore,
  'plan' | 'savePlan' | 'move' | 'saveToken' | 'token' | 'progress' | 'saveProgress'
>;

function plans(table: Table): Plans {
  return {
    plan: async (id) => storedOf(await get(table, [`plan ${id}`, PLAN])),
    savePlan: ({ id, ...stored }) => {
      const planned = { ...stored, state: 'planned', id };
      return put(table, [`plan ${id}`, PLAN], planned, {
        ConditionExpression: 'attribute_not_exists(#state) OR #state = :planned',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':planned': { S: 'planned' } },
      });
    },
    move: (id, from, to, approval) => move(table, id, { from, to, approval }),
    async saveToken(id, token, expires) {
      await put(table, [`plan ${id}`, TOKEN], { token, ends: expires.toISOString() });
    },
    async token(id) {
      const item = await get(table, [`plan ${id}`, TOKEN]);
      return item ? { token: String(item['token']), expires: new Date(String(item['ends'])) } : null;
    },
    async progress(id) {
      const item = await get(table, [`plan ${id}`, PROGRESS]);
      if (!item) return { progress: beginning, version: 0 };
      return { progress: item['progress'] as Progress, version: Number(item['version']) };
    },
    saveProgress: (id, progress, version) =>
      put(table, [`plan ${id}`, PROGRESS], { progress, version: version + 1 }, expecting(version)),
  };
}

const expecting = (version: number): Condition =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(version)' }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      };

interface Move {
  readonly from: readonly PlanState[];
  readonly to: PlanState;
  readonly approval: Approval | undefined;
}

async function move(table: Table, id: string, { from, to, approval }: Move): Promise<boolean> {
  const { client, UpdateItemCommand } = await open(table);
  const values = Object.fromEntries(from.map((state, index) => [`:from${index}`, { S: state }]));
  const update = new UpdateItemCommand({
    TableName: table.name,
    Key: keyOf([`plan ${id}`, PLAN]),
    UpdateExpression: `SET #state = :to${approval ? ', approval = :approval' : ''}`,
    ConditionExpression: `#state IN (${Object.keys(values).join(', ')})`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':to': { S: to },
      ...values,
      ...(approval && { ':approval': { M: marshall(approval) } }),
    },
  });
  return isDone(client.send(update));
}

function storedOf(item: Record<string, unknown> | undefined): StoredPlan | null {
  if (!item) return null;
  const { key: _, part: __, expires: ___, ...stored } = item;
  return stored as unknown as StoredPlan;
}

function bounds(table: Table): Pick<RemediationStore, 'takeBudget' | 'lock' | 'unlock'> {
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
    lock(resourceKey, plan) {
      const now = table.aws.now().getTime();
      const until = new Date(now + LOCK_MS).toISOString();
      return put(
        table,
        [`resource ${resourceKey}`, 'lock'],
        { plan, ends: until },
        {
          ConditionExpression: 'attribute_not_exists(#plan) OR #plan = :plan OR ends < :now',
          ExpressionAttributeNames: { '#plan': 'plan' },
          ExpressionAttributeValues: { ':plan': { S: plan }, ':now': { S: new Date(now).toISOString() } },
        },
      );
    },
    async unlock(resourceKey, plan) {
      const { client, DeleteItemCommand } = await open(table);
      const remove = new DeleteItemCommand({
        TableName: table.name,
        Key: keyOf([`resource ${resourceKey}`, 'lock']),
        ConditionExpression: '#plan = :plan',
        ExpressionAttributeNames: { '#plan': 'plan' },
        ExpressionAttributeValues: { ':plan': { S: plan } },
      });
      await isDone(client.send(remove));
    },
  };
}

function histories(table: Table): Pick<RemediationStore, 'history' | 'noteOpening' | 'hold' | 'clear'> {
  const history = async (finding: string): Promise<History> => {
    const [openings, held] = await Promise.all([
      get(table, [`finding ${finding}`, OPENINGS]),
      get(table, [`finding ${finding}`, HELD]),
    ]);
    return {
      openings: (openings?.['openings'] ?? {}) as History['openings'],
      held: (held?.['hold'] ?? null) as Hold | null,
    };
  };
  return {
    history,
    async noteOpening(finding, generation) {
      const after = afterOpening(await history(finding), generation, table.aws.now().toISOString());
      await put(table, [`finding ${finding}`, OPENINGS], { openings: after.openings });
      return after;
    },
    async hold(finding, hold) {
      await put(table, [`finding ${finding}`, HELD], { hold, lasting: true });
    },
    async clear(finding) {
      const { client, DeleteItemCommand } = await open(table);
      const Key = keyOf([`finding ${finding}`, HELD]);
      const { Attributes } = await client.send(
        new DeleteItemCommand({ TableName: table.name, Key, ReturnValues: 'ALL_OLD' }),
      );
      return Attributes ? (unmarshall(Attributes)['hold'] as Hold) : null;
    },
  };
}

async function open({ aws }: Table) {
  const clients = await import('./clients/dynamodb.ts');
  return { ...clients, client: aws.client(clients.DynamoDBClient, aws.region) };
}

const keyOf = ([key, part]: Key) => ({ key: { S: key }, part: { S: part } });

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

async function get(table: Table, key: Key): Promise<Record<string, unknown> | undefined> {
  const { client, GetItemCommand } = await open(table);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
}

interface Condition {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, { readonly S: string } | { readonly N: string }>;
}

/** False: the condition did not hold. What a person must clear does not end by itself. */
async function put(table: Table, key: Key, value: object, condition: Condition = {}): Promise<boolean> {
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
