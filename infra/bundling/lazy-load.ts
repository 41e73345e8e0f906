import { createRequire } from 'node:module';

/** A file of the bundle, at once: who asks for a rule or a shape cannot wait. Node loads ES modules so, too. */
export const load = createRequire(import.meta.url);

/** A table of which every entry is a file of its own: name → file, read when the entry is first asked for. */
export function lazyTable<T>(files: Readonly<Record<string, string>>): Readonly<Record<string, T>> {
  const table: Record<string, T> = {};
  for (const [name, file] of Object.entries(files)) {
    Object.defineProperty(table, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value: T = load(file).default;
        Object.defineProperty(table, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return table;
}
