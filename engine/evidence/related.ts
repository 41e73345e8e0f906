import type { Json, JsonObject, Resource, ResourceRef, ResourceSource } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Followed } from '../judge.ts';

/** What a reference led to while a resource was judged, as far as its rules read it. */
export interface RecordedRelated {
  /** As it stands in the property. */
  readonly reference: string;
  readonly type: string;
  /** Why nothing could be read of it. */
  readonly unreadable?: string;
  readonly resource?: ResourceRef & { readonly source: ResourceSource };
  /** The properties that rules read. */
  readonly properties?: JsonObject;
  /** Names of the others. */
  readonly rest?: readonly string[];
  /** In place of properties too large to keep: their size as JSON, in bytes. */
  readonly omittedBytes?: number;
}

/** One reference that a rule followed. */
export interface FollowedReference {
  readonly reference: string;
  readonly type: string;
  readonly found: Followed;
}

/** A message of the queue takes 256 kB, and holds the resource itself too. */
const MAX_RELATED_BYTES = 96 * 1024;

/** Splits properties into those that were read and the names of the others. */
export function splitProperties(
  properties: JsonObject,
  read: ReadonlySet<string>,
): { readonly properties: JsonObject; readonly others: JsonObject } {
  const members = Object.entries(properties);
  const isRead = ([name]: readonly [string, Json | undefined]) => read.has(name);
  return {
    properties: Object.fromEntries(members.filter(isRead)),
    others: Object.fromEntries(members.filter((member) => !isRead(member))),
  };
}

/** What is kept of the references that rules followed. `readOf` gives the names that rules read of a type. */
export function recordedRelated(
  followed: Iterable<FollowedReference>,
  readOf: (type: string) => ReadonlySet<string>,
): readonly RecordedRelated[] {
  let room = MAX_RELATED_BYTES;
  return [...followed].map(({ reference, type, found }) => {
    if ('unreadable' in found) return { reference, type, unreadable: found.unreadable };
    const { unreadable } = found.resource;
    const resource = refOf(found.resource);
    if (unreadable !== undefined) return { reference, type, unreadable, resource };
    const { properties, others } = splitProperties(found.resource.properties, readOf(type));
    const bytes = Buffer.byteLength(canonicalJson(properties));
    if (bytes > room) return { reference, type, resource, omittedBytes: bytes };
    room -= bytes;
    return { reference, type, resource, properties, rest: Object.keys(others).sort() };
  });
}

function refOf(resource: Resource): ResourceRef & { readonly source: ResourceSource } {
  const { properties: _, unreadable: __, file: ___, createdAt: ____, read: _____, ...ref } = resource;
  return ref;
}
