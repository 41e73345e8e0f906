import { refOf } from '../../adapters/aws/neighbourhood.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { valuesAt } from '../../engine/path.ts';
import { definitions } from '../../resources/index.ts';
import { resourceKey } from '../../resources/key.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import { definitionOf } from '../house.ts';

/** Who refers to what, among resources that were read. */
export type Referrers = (resource: Resource) => readonly string[];

type Read = (ref: ResourceRef) => Promise<ReadResult>;

/** AI resources by what they refer to, `Type id` each; an alias is followed to what it stands for. */
export async function referrersIn(resources: readonly Resource[], read: Read): Promise<Referrers> {
  const index = new Map<string, Set<string>>();
  const pending: Promise<void>[] = [];
  const add = (target: ResourceRef, referrer: Resource): void => {
    const key = keyOf(target);
    const known = index.get(key) ?? new Set();
    index.set(key, known.add(`${referrer.type} ${referrer.id}`));
  };
  const follow = async (alias: ResourceRef, referrer: Resource): Promise<void> => {
    const result = await read(alias);
    if (result.outcome === 'read') add(result.resource, referrer);
  };
  for (const resource of resources) {
    const definition = definitionOf(resource.type);
    if (definition?.role !== 'ai') continue;
    for (const { path, type } of definition.references ?? []) {
      for (const value of valuesAt(resource.properties, path)) {
        if (typeof value !== 'string' || value === '') continue;
        const ref = refOf(value, definitionOf(type), { type, from: resource });
        if (ref === undefined) continue;
        if (isStandIn(value, type)) pending.push(follow(ref, resource));
        else add(ref, resource);
      }
    }
  }
  await Promise.all(pending);
  return (resource) => [...(index.get(keyOf(resource)) ?? [])].toSorted();
}

/** SageMaker's ARNs lower-case the name: letters do not tell resources apart. */
const keyOf = (ref: ResourceRef): string => resourceKey(ref, definitionOf(ref.type)).toLowerCase();

/** Types whose resources stand for others: an alias for its key. */
const standIns = definitions.filter(({ standsFor }) => standsFor !== undefined);

const isStandIn = (reference: string, type: string): boolean =>
  standIns.some(({ standsFor, idFrom }) => standsFor?.type === type && idFrom?.(reference) !== undefined);
