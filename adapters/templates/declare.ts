import type { ResourceDefinition } from '../../resources/definition.ts';
import { isUnknown, type JsonObject, unknown } from '../../resources/resource.ts';

const cache = new WeakMap<ResourceDefinition, JsonObject>();

/** Adds the members that only the API has: what a declaration alone makes certain, else an unknown. */
export function withReadOnly(properties: JsonObject, definition: ResourceDefinition | undefined): JsonObject {
  if (!definition || isUnknown(properties) || !(definition.readOnly || definition.declared))
    return properties;
  const members = cache.get(definition) ?? membersOf(definition);
  cache.set(definition, members);
  return { ...members, ...properties };
}

function membersOf({ readOnly = {}, declared = {} }: ResourceDefinition): JsonObject {
  const open = Object.keys(readOnly).map((name) => [name, unknown('known only in the account')]);
  return { ...Object.fromEntries(open), ...declared };
}
