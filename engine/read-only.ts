import type { ResourceDefinition } from '../resources/definition.ts';
import type { JsonObject, Resource } from '../resources/resource.ts';
import { UnreadableValueError } from './verdict.ts';

const prototypes = new WeakMap<ResourceDefinition, object>();

/**
 * What only the account knows is unknown in a template, a plan or an event, and never merely absent.
 * `isGuarded`: a member throws when it is read, so that it must be copied by its descriptor.
 */
export function withReadOnlyMembers(
  properties: JsonObject,
  { source }: Resource,
  {
    definition,
    isGuarded,
  }: { readonly definition: ResourceDefinition | undefined; readonly isGuarded: boolean },
): JsonObject {
  if (!definition?.readOnly || source === 'live' || source === 'state') return properties;
  const prototype = prototypeOf(definition);
  if (isGuarded) return Object.create(prototype, Object.getOwnPropertyDescriptors(properties));
  // By assignment a member called `__proto__` would take the prototype's place; a spread takes twice the time.
  if (Object.hasOwn(properties, '__proto__')) return { __proto__: prototype, ...properties } as JsonObject;
  return Object.assign(Object.create(prototype), properties);
}

/** One for all resources of a type: getters of its own on each would cost more than judging it. */
function prototypeOf(definition: ResourceDefinition): object {
  let prototype = prototypes.get(definition);
  if (!prototype) {
    const members = Object.keys(definition.readOnly ?? {});
    const descriptors = members.map((member) => [member, descriptorOf(member, definition)] as const);
    prototype = Object.create(Object.prototype, Object.fromEntries(descriptors)) as object;
    prototypes.set(definition, prototype);
  }
  return prototype;
}

function descriptorOf(member: string, { declared = {} }: ResourceDefinition): PropertyDescriptor {
  if (Object.hasOwn(declared, member)) return { value: declared[member], writable: true };
  return {
    get() {
      throw new UnreadableValueError(`${member}: it is known only in the account`);
    },
    // A template that has it all the same: its own value stands before the prototype's.
    set(value: unknown) {
      Object.defineProperty(this, member, { value, writable: true, enumerable: true, configurable: true });
    },
  };
}
