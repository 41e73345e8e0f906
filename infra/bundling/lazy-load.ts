import { createRequire } from 'node:module';
import { lazyEntries } from '../../scripts/lazy-entry.ts';

// Goes into the bundles. Node loads an ES module at once, too: who asks for a rule or a shape cannot wait.
const load = createRequire(import.meta.url);

/** A file of the bundle: `rules`, `AWS::Kendra::Index` → `lazy-rules-aws-kendra-index`. */
export const fileName = (group: string, name: string): string =>
  `lazy-${group}-${name}`.replaceAll(/[^\w]+/g, '-').toLowerCase();

interface Index {
  readonly group: string;
  /** Members for which an entry's module has to run, with spaces between. */
  readonly members: string;
  /** JSON text of name → what is known of the entry: a text costs less to read than a program. */
  readonly facts: string;
  /** The known member by which entries share a file; by default each has its own. */
  readonly fileBy?: string;
}

/** Entries that run their modules when they are first asked for more than is known of them. */
export function lazyIndex<E extends object>({ group, members, facts, fileBy }: Index): (name: string) => E {
  const entry = lazyEntries<E>(members.split(' '));
  const all: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(facts);
  return (name) => {
    const known = all[name] ?? {};
    const file = fileBy === undefined ? name : String(known[fileBy]);
    return entry(known, () => load(`./${fileName(group, file)}.mjs`)[name]);
  };
}

/** A table of which every entry is a file of its own, read when the entry is first asked for. */
export function lazyTable<T>(group: string, names: string): Readonly<Record<string, T>> {
  const table: Record<string, T> = {};
  for (const name of names.split(' ')) {
    Object.defineProperty(table, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value: T = load(`./${fileName(group, name)}.mjs`).default;
        Object.defineProperty(table, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return table;
}

/** A function of a module that is loaded with its first call. */
export const lazyFunction =
  (file: string, name: string) =>
  (...args: readonly unknown[]): unknown =>
    load(`./${file}.mjs`)[name](...args);
