import type { Json } from '../../resources/resource.ts';
import { isObject, member } from './scope.ts';

/** The three parallel trees of a change. */
export interface Trees {
  readonly after: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
}

export const treesAt = ({ after, unknown, sensitive }: Trees, index: number): Trees => ({
  after: elementAt(after, index),
  unknown: elementAt(unknown, index),
  sensitive: elementAt(sensitive, index),
});

function elementAt(tree: Json | undefined, index: number): Json | undefined {
  return Array.isArray(tree) ? tree[index] : tree === true ? true : undefined;
}

export const memberTrees = ({ after, unknown, sensitive }: Trees, key: string): Trees => ({
  after: member(after, key),
  unknown: member(unknown, key),
  sensitive: member(sensitive, key),
});

export const isClosed = (trees: Trees): boolean => trees.unknown === true || trees.sensitive === true;

export const LATER = 'known only after apply';
export const SENSITIVE = 'marked sensitive in the plan';
export const reasonOf = (trees: Trees): string => (trees.unknown === true ? LATER : SENSITIVE);

/** `tags_all` is `tags` and the provider's defaults. */
export function withAllTags(
  { after, unknown, sensitive }: Trees,
  { isUntagged }: { readonly isUntagged: boolean },
): Trees {
  const all = member(after, 'tags_all');
  const isOpen = member(unknown, 'tags_all') !== undefined;
  if (!isObject(after) || (!isOpen && !isObject(all))) return { after, unknown, sensitive };
  const { tags_all: _, ...others } = after;
  const { tags_all: open, ...othersOpen } = isObject(unknown) ? unknown : {};
  return {
    after: { ...others, ...(all !== undefined && { tags: all }) },
    unknown: { ...othersOpen, ...(!isUntagged && { tags: open }) },
    sensitive,
  };
}
