import type { ResourceDefinition } from './definition.ts';
import type { ResourceRef } from './resource.ts';

/**
 * The one name under which everybody remembers a resource, however it was named: `account/region/type/id`, without
 * the account or the Region where the type's ARN has none (a bucket, a role).
 */
export function resourceKey(ref: ResourceRef, definition: ResourceDefinition | undefined): string {
  const { type, id, account, region } = ref;
  const pattern = definition?.arnPattern;
  const hasAccount = pattern === undefined || pattern.includes('${Account}');
  const hasRegion = pattern === undefined || pattern.includes('${Region}');
  return [hasAccount ? (account ?? '') : '', hasRegion ? (region ?? '') : '', type, id].join('/');
}
