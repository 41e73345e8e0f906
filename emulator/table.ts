/** One account in one Region (or `aws-global`); only its identity matters. */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** Whose tables are looked at, and when. */
export interface View {
  readonly scope: Scope;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** What reads may see: earlier than `nowMs` while the world is eventually consistent. */
  readonly seenMs: number;
  /** Overrides the time that transitions take, in milliseconds. */
  readonly settleMs: number | undefined;
}

/** What a row becomes by itself: `Pending` → `InService`; undefined means it disappears. */
interface Later<T> {
  afterMs: number;
  become(at: Date): T | undefined;
}

/** Rows of one kind of resource, apart for each account and Region; treat what comes out as immutable. */
export interface Table<T> {
  get(view: View, key: string): T | undefined;
  /** In order of creation. */
  list(view: View): T[];
  /** `undefined`: not there yet, until `later`. */
  put(view: View, key: string, value: T | undefined, later?: Later<T>): void;
  delete(view: View, key: string): void;
}

interface Version<T> {
  sinceMs: number;
  value: T | undefined;
}

// A delay may be raised later; versions younger than this are kept for it.
const KEPT_MS = 15 * 60_000;

export function createTable<T>(): Table<T> {
  const scopes = new WeakMap<Scope, Map<string, Version<T>[]>>();
  const rowsOf = (scope: Scope) => {
    const known = scopes.get(scope) ?? new Map<string, Version<T>[]>();
    scopes.set(scope, known);
    return known;
  };
  const write = (view: View, key: string, versions: Version<T>[]) => {
    const rows = rowsOf(view.scope);
    // What was to come is overtaken by this write, and what was written at the same moment nobody can see any more.
    const past = (rows.get(key) ?? []).filter((version) => version.sinceMs < view.nowMs);
    const history = pruned([...past, ...versions], view.nowMs);
    if (history.length === 0) rows.delete(key);
    else rows.set(key, history);
  };
  return {
    get: (view, key) => valueAt(rowsOf(view.scope).get(key), view.seenMs),
    list(view) {
      const found: T[] = [];
      for (const versions of rowsOf(view.scope).values()) {
        const value = valueAt(versions, view.seenMs);
        if (value !== undefined) found.push(value);
      }
      return found;
    },
    put(view, key, value, later) {
      const versions: Version<T>[] = [{ sinceMs: view.nowMs, value }];
      if (later !== undefined) {
        const sinceMs = view.nowMs + (view.settleMs ?? later.afterMs);
        versions.push({ sinceMs, value: later.become(new Date(sinceMs)) });
      }
      write(view, key, versions);
    },
    delete: (view, key) => write(view, key, [{ sinceMs: view.nowMs, value: undefined }]),
  };
}

function valueAt<T>(versions: Version<T>[] | undefined, ms: number): T | undefined {
  if (versions === undefined) return undefined;
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index];
    if (version !== undefined && version.sinceMs <= ms) return version.value;
  }
  return undefined;
}

function pruned<T>(versions: Version<T>[], nowMs: number): Version<T>[] {
  const firstKept = versions.findLastIndex((version) => version.sinceMs <= nowMs - KEPT_MS);
  const kept = firstKept > 0 ? versions.slice(firstKept) : versions;
  return kept.every((version) => version.value === undefined && version.sinceMs <= nowMs - KEPT_MS)
    ? []
    : kept;
}
