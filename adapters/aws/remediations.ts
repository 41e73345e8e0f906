import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Decision } from '../../engine/remediation/decide.ts';
import { afterOpening, type History, type Hold } from '../../engine/remediation/history.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { beginning, type Progress } from '../../engine/remediation/progress.ts';
import type { Trigger } from '../../engine/remediation/trigger.ts';
import type { Aws } from './aws.ts';
import { isDone } from './config/_conditional.ts';
import { bounds, type RemediationBounds } from './remediation-bounds.ts';
import { type Condition, get, keyOf, open, put, type Table } from './remediation-table.ts';

/** Where a plan stands; the last eight are ends. */
export type PlanState =
  | 'planned'
  | 'asked'
  | 'approved'
  | 'applying'
  | 'undoing'
  | 'told'
  | 'lapsed'
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
  /** Name of the execution; of those that took the place of its first plan, with their number behind it. */
  readonly id: string;
  readonly plan: Plan;
  readonly hash: string;
  readonly trigger: Trigger;
  /** What was decided, and which brakes held. */
  readonly decision: Decision;
  readonly state: PlanState;
  readonly approval?: Approval;
  /** In whose place it stands; absent: it is the first. */
  readonly replaces?: Replaced;
  /** Id of the one that took its place, when it lapsed. */
  readonly next?: string;
  /** What people have been told of it last. */
  readonly told?: 'asked' | 'told';
  /** What each rule said when it began, where that was looked at again. */
  readonly baseline?: Plan['verdicts'];
}

/** The plan before, and where it stands in the line of an execution's plans. */
export interface Replaced {
  readonly plan: string;
  readonly because: string;
  /** Name of the execution. */
  readonly execution: string;
  /** Of the plan that took the place: the first has 1. */
  readonly round: number;
}

/** The table of remediations. Throws what the SDK throws. */
export interface RemediationStore extends RemediationBounds {
  plan(id: string): Promise<StoredPlan | null>;
  /** False: the plan of that id is under way already. */
  savePlan(stored: Omit<StoredPlan, 'state'>): Promise<boolean>;
  /** Moves a plan on; false: it stands elsewhere. */
  move(id: string, from: readonly PlanState[], to: PlanState, also?: Also): Promise<boolean>;
  /** People have been told. */
  noteTold(id: string, told: 'asked' | 'told'): Promise<void>;
  saveToken(id: string, token: string, expires: Date): Promise<void>;
  /** Null: nobody waits, or not any more. */
  token(id: string): Promise<{ readonly token: string; readonly expires: Date } | null>;
  progress(id: string): Promise<{ readonly progress: Progress; readonly version: number }>;
  /** False: another run has written since. */
  saveProgress(id: string, progress: Progress, version: number): Promise<boolean>;
  history(finding: string): Promise<History>;
  /** Gives the history with it. */
  noteOpening(finding: string, generation: number): Promise<History>;
  hold(finding: string, hold: Hold): Promise<void>;
  /** Gives what was held. */
  clear(finding: string): Promise<Hold | null>;
}

/** What becomes known of a plan as it moves on. */
type Also = Pick<StoredPlan, 'approval' | 'next' | 'baseline'>;

const PLAN = 'plan';
const PROGRESS = 'progress';
const TOKEN = 'token';
const HELD = 'held';
const OPENINGS = 'openings';

/** Opens the table of that name: partition key `key`, sort key `part`. */
export function remediationStore(aws: Aws, name: string): RemediationStore {
  const table = { aws, name };
  return { ...plans(table), ...bounds(table), ...histories(table) };
}

type Plans = Pick<
  RemediationStore,
  'plan' | 'savePlan' | 'move' | 'noteTold' | 'saveToken' | 'token' | 'progress' | 'saveProgress'
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
    move: (id, from, to, also = {}) => update(table, id, { from, values: { ...also, state: to } }),
    async noteTold(id, told) {
      await update(table, id, { values: { told } });
    },
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

interface Update {
  /** Where it must stand; absent: wherever it does. */
  readonly from?: readonly PlanState[];
  readonly values: Partial<StoredPlan>;
}

async function update(table: Table, id: string, { from, values }: Update): Promise<boolean> {
  const { client, UpdateItemCommand } = await open(table);
  const names = Object.keys(values);
  const states = Object.fromEntries((from ?? []).map((state, index) => [`:from${index}`, state]));
  const change = new UpdateItemCommand({
    TableName: table.name,
    Key: keyOf([`plan ${id}`, PLAN]),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: from ? `#state IN (${Object.keys(states).join(', ')})` : 'attribute_exists(#state)',
    ExpressionAttributeNames: Object.fromEntries([...names, 'state'].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(
      { ...Object.fromEntries(names.map((name) => [`:${name}`, Reflect.get(values, name)])), ...states },
      { removeUndefinedValues: true },
    ),
  });
  return isDone(client.send(change));
}

function storedOf(item: Record<string, unknown> | undefined): StoredPlan | null {
  if (!item) return null;
  const { key: _, part: __, expires: ___, ...stored } = item;
  return stored as unknown as StoredPlan;
}

type Histories = Pick<RemediationStore, 'history' | 'noteOpening' | 'hold' | 'clear'>;

function histories(table: Table): Histories {
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
