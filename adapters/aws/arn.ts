import type { ResourceRef } from '../../resources/resource.ts';

/** The ref's own ARN, or the one that its account and Region make; undefined where either is not known. */
export function arnOf(ref: ResourceRef, service: string, resource: string): string | undefined {
  const { arn, partition, account, region } = ref;
  if (arn !== undefined && !ref.synthetic) return arn;
  if (partition === null || account === null || region === null) return undefined;
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
