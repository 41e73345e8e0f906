import { isUnknown, type Json, type Resource } from '../../resources/resource.ts';

/** Tags by key; or why nobody can tell what they are. */
export type Tags =
  | { readonly known: Readonly<Record<string, string>> }
  | { readonly known: null; readonly because: string };

/** Of a resource as a reader gave it: a list of `{ Key, Value }`, or a map. What has no tags has none. */
export function tagsOf({ properties, unreadable }: Pick<Resource, 'properties' | 'unreadable'>): Tags {
  if (unreadable !== undefined) return { known: null, because: unreadable };
  const { Tags: tags } = properties;
  if (tags === undefined || tags === null) return { known: {} };
  if (isUnknown(tags)) return { known: null, because: tags.$unknown };
  if (typeof tags !== 'object') return { known: null, because: 'its tags are no tags' };
  const pairs = Array.isArray(tags) ? tags.map(pairIn) : Object.entries(tags);
  const isWhole = pairs.every(([key, value]) => typeof key === 'string' && typeof value === 'string');
  return isWhole
    ? { known: Object.fromEntries(pairs) as Record<string, string> }
    : { known: null, because: 'one of its tags is no text' };
}

const pairIn = (tag: Json): readonly [unknown, unknown] => [
  Reflect.get(Object(tag), 'Key'),
  Reflect.get(Object(tag), 'Value') ?? '',
];
