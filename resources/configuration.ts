import { readEvent } from './cloudtrail.ts';
import { definitions } from './index.ts';
import { isObject, member, redacted } from './json-path.ts';
import type { Json, JsonObject, UnknownValue } from './resource.ts';
import { unknown } from './resource.ts';
import type { Shape, TypeShape } from './shape.ts';
import { shapeOf } from './shapes.ts';

const definitionOf = new Map(definitions.map((definition) => [definition.type, definition]));

/**
 * The whole configuration, CloudFormation-shaped, that an event carries for a type: the request of SageMaker's
 * creations, the detail of its job events. Undefined for all events that tell only a part.
 */
export function configurationIn(input: unknown, type: string): JsonObject | undefined {
  const definition = definitionOf.get(type);
  const shape = shapeOf(type);
  if (definition === undefined || shape === undefined) return undefined;
  const event = readEvent(input);
  if (event.kind === 'state') {
    const known = definition.stateEvents?.find(({ detailType }) => detailType === event.event.name);
    if (known?.whole !== true) return undefined;
    return { ...omitted(known.mayOmit ?? []), ...propertiesFrom(event.detail, shape) };
  }
  if (event.kind === 'unusable' || event.event.source !== `${definition.service}.amazonaws.com`)
    return undefined;
  const within = definition.wholeInRequest?.[event.event.name];
  const request = event.record['requestParameters'];
  if (within === undefined || !isObject(request)) return undefined;
  const body = within === '' ? request : member(request, within);
  return isObject(body) ? propertiesFrom(body, shape) : undefined;
}

const omitted = (members: readonly string[]): JsonObject =>
  Object.fromEntries(members.map((member) => [member, unknown('the event does not say')]));

/** API members by the names that the shape has, whatever the case; redacted values stay visible as unknown. */
function propertiesFrom(body: JsonObject, shape: TypeShape): JsonObject {
  return membersFrom(body, shape.members, shape.definitions ?? {});
}

type Definitions = NonNullable<TypeShape['definitions']>;

function membersFrom(body: JsonObject, members: TypeShape['members'], definitions: Definitions): JsonObject {
  const names = namesOf(members);
  const properties: Record<string, Json | undefined> = {};
  for (const key of Object.keys(body)) {
    const name = names.get(key) ?? names.get(key.toLowerCase());
    const shape = name === undefined ? undefined : members[name];
    // A member in the shape's own letters wins over one in others.
    if (name === undefined || shape === undefined || (key !== name && Object.hasOwn(properties, name)))
      continue;
    const value = valueFrom(body[key], shape, definitions);
    if (value !== undefined) properties[name] = value;
  }
  return properties;
}

const namesByMembers = new WeakMap<TypeShape['members'], ReadonlyMap<string, string>>();

/** Lower-cased and as CloudTrail writes it, with a small first letter → the name in the shape. */
function namesOf(members: TypeShape['members']): ReadonlyMap<string, string> {
  let names = namesByMembers.get(members);
  if (!names) {
    const spellings = Object.keys(members).flatMap((name): [string, string][] => [
      [name.toLowerCase(), name],
      [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, name],
      [name, name],
    ]);
    names = new Map(spellings);
    namesByMembers.set(members, names);
  }
  return names;
}

function valueFrom(value: unknown, shape: Shape, definitions: Definitions): Json | UnknownValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (value === redacted) return unknown('redacted by CloudTrail');
  if (typeof shape === 'string') return json(value);
  if (Array.isArray(shape)) return listFrom(value, shape[0], definitions);
  if (!isObject(value) || !isObject(shape)) return json(value);
  const named = member(shape, '$ref');
  if (typeof named === 'string') return valueFrom(value, definitions[named] ?? 'json', definitions);
  if ('$map' in shape) return json(value);
  return membersFrom(value, members(shape), definitions);
}

const members = (shape: Shape): TypeShape['members'] => (isMembers(shape) ? shape : {});
const isMembers = (shape: Shape): shape is { readonly [member: string]: Shape } => isObject(shape);

function listFrom(value: unknown, shape: Shape, definitions: Definitions): Json | undefined {
  const items = Array.isArray(value) ? value : tagList(value, shape);
  if (items === undefined) return json(value);
  return items.map((item) => valueFrom(item, shape, definitions) ?? null).filter((item) => item !== null);
}

/** Job events have tags as a map where the API has a list. */
function tagList(value: unknown, shape: Shape): readonly unknown[] | undefined {
  if (!isObject(value) || !isObject(shape) || !('Key' in shape)) return undefined;
  return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
}

/** What came out of JSON.parse is JSON; nulls stand for no value. */
function json(value: unknown): Json | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(json).filter((item) => item !== undefined);
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, json(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
