import { type Clock, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFunctions, type Functions } from './functions.ts';
import { createIds, type Ids } from './ids.ts';
import { createPrincipals, type Principals } from './principals.ts';
import type { Scope } from './table.ts';
import { createTasks, type Tasks } from './tasks.ts';
import type { TrailRecord } from './trail.ts';

/** An AWS in memory: what all its clients, accounts and Regions share. */
export interface World {
  readonly partition: string;
  /** The account of clients that name none. */
  readonly account: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly ids: Ids;
  readonly principals: Principals;
  /** What targets and rules invoke. */
  readonly functions: Functions;
  /** What state machines wait for. */
  readonly tasks: Tasks;
  /** CloudTrail records born from calls, oldest first. */
  readonly events: TrailRecord[];
  /** Which calls leave a record, in CloudTrail's words; EventBridge too passes on writes only, unless asked. */
  readWriteType: 'All' | 'WriteOnly';
  /** Reads answer what was true so many milliseconds ago. */
  describeDelayMs: number;
  /** Overrides the time of every transition (`Pending` → `InService`); 0: at once; undefined: as the service has it. */
  settleMs: number | undefined;
  /** Returns the remover. The listener runs inside the call that bore the record. */
  onEvent(listener: (record: TrailRecord) => void): () => void;
  record(record: TrailRecord): void;
  scope(account: string, region: string): Scope;
}

export interface WorldOptions {
  account?: string;
  partition?: string;
  /** Where the clock stands at first; default 2026-01-01T00:00:00Z. */
  now?: Date;
}

/** Creates an empty world whose clock stands still. */
export function createWorld(options: WorldOptions = {}): World {
  const { account = '111122223333', partition = 'aws' } = options;
  const ids = createIds(account);
  const scopes = new Map<string, Scope>();
  const listeners = new Set<(record: TrailRecord) => void>();
  const events: TrailRecord[] = [];
  return {
    partition,
    account,
    clock: createClock(options.now ?? new Date('2026-01-01T00:00:00Z')),
    faults: createFaults(),
    ids,
    principals: createPrincipals(ids),
    functions: createFunctions(),
    tasks: createTasks(),
    events,
    readWriteType: 'WriteOnly',
    describeDelayMs: 0,
    settleMs: undefined,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    record(record) {
      events.push(record);
      for (const listener of listeners) listener(record);
    },
    scope(ofAccount, region) {
      const name = `${ofAccount}/${region}`;
      const known = scopes.get(name) ?? { account: ofAccount, region };
      scopes.set(name, known);
      return known;
    },
  };
}
