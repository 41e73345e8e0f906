import type { ResourceDefinition } from './definition.ts';
import type { ResourceRef } from './resource.ts';

/**
 * The one name under which everybody remembers a resource, however it was named: `account/region/type/id`, without
 * the account or the Region where the type's ARN has none (a bucket, a role). Where an id is unique under its parent
 * only (a bot's alias, a user profile of a domain), the ARN's own part stands for it.
 */
export function resourceKey(ref: ResourceRef, definition: ResourceDefinition | undefined): string {
  const { type, account, region } = ref;
  const pattern = definition?.arnPattern;
  const hasAccount = pattern === undefined || pattern.includes('${Account}');
  const hasRegion = pattern === undefined || pattern.includes('${Region}');
  const id = isNested(pattern) ? nestedId(ref) : ref.id;
  return [hasAccount ? (account ?? '') : '', hasRegion ? (region ?? '') : '', type, id].join('/');
}

/** More than one name of its own in the ARN. */
const isNested = (pattern: string | undefined): boolean =>
  (pattern?.replaceAll(/\$\{(?:Partition|Region|Account)\}/g, '').match(/\$\{/g)?.length ?? 0) > 1;

/** Without an ARN, whatever tells whose it is. */
function nestedId({ arn, id, parent = {} }: ResourceRef): string {
  if (arn !== undefined) return arn.split(':').slice(5).join(':');
  const parents = Object.entries(parent).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [...parents.map(([, value]) => value), id].join('/');
}
