import type { Json } from '../../resources/resource.ts';

interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

/** `[{ Key, Value }]`, as most CloudFormation types have tags, from the spellings of the APIs. */
export function tagList(tags: readonly AnyTag[] | Readonly<Record<string, string>> | undefined): Json[] {
  if (isList(tags)) {
    return tags.map((tag) => ({
      Key: tag.Key ?? tag.key ?? tag.TagKey ?? '',
      Value: tag.Value ?? tag.value ?? tag.TagValue ?? '',
    }));
  }
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

function isList(tags: unknown): tags is readonly AnyTag[] {
  return Array.isArray(tags);
}
