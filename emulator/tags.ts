import { createTable, type View } from './table.ts';

/** Tags by ARN. A resource that exists has an entry, if an empty one, so that tagging nothing can be refused. */
export interface Tags {
  /** For a resource that was just created. */
  start(view: View, arn: string, tags: Record<string, string>): void;
  /** Undefined: no such resource. */
  of(view: View, arn: string): Record<string, string> | undefined;
  add(view: View, arn: string, tags: Record<string, string>): void;
  remove(view: View, arn: string, keys: readonly string[]): void;
  end(view: View, arn: string): void;
}

/** One service's tags. */
export function createTags(): Tags {
  const table = createTable<Record<string, string>>();
  return {
    start: (view, arn, tags) => void table.put(view, arn, tags),
    of: (view, arn) => table.get(view, arn),
    add: (view, arn, tags) => void table.put(view, arn, { ...table.get(view, arn), ...tags }),
    remove(view, arn, keys) {
      const left = Object.entries(table.get(view, arn) ?? {}).filter(([key]) => !keys.includes(key));
      table.put(view, arn, Object.fromEntries(left));
    },
    end: (view, arn) => table.delete(view, arn),
  };
}

/** `[{ Key, Value }]`, as most services write tags, as a map. */
export function fromTagList(
  list: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The map as `[{ Key, Value }]`. */
export function toTagList(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
