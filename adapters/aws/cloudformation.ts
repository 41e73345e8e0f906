import { isUnknown, type Json, type JsonObject, unknown } from '../../resources/resource.ts';
import type { Shape, TypeShape } from '../../resources/shape.ts';
import { shapeOf } from '../../resources/shapes.ts';

/** API path, without list brackets, as the SDK spells it → the name that CloudFormation has at the same place. */
export type Renames = Readonly<Record<string, string>>;

interface Conversion {
  readonly definitions: NonNullable<TypeShape['definitions']>;
  readonly renames: Renames;
}

/**
 * An SDK answer in the shape of a CloudFormation type: names are matched without regard to case, members that the
 * type has not are left out, keys of maps and free JSON stay as they are, times become ISO 8601.
 */
export function toCloudFormation(answer: object, type: string, renames: Renames = {}): JsonObject {
  const shape = shapeOf(type);
  if (shape === undefined) throw new TypeError(`${type} has no shape: define it in resources/`);
  const conversion = { definitions: shape.definitions ?? {}, renames };
  return convertMembers(answer, shape.members, { conversion, at: '' });
}

interface Place {
  readonly conversion: Conversion;
  readonly at: string;
}

function convert(value: unknown, shape: Shape, place: Place): Json | undefined {
  if (isUnknown(value)) return value;
  if (typeof shape === 'string' || typeof value !== 'object' || value === null) return plain(value);
  if (Array.isArray(value)) {
    const element = Array.isArray(shape) ? (shape[0] as Shape) : 'json';
    return value.map((item) => convert(item, element, place) ?? null);
  }
  if (Array.isArray(shape) || value instanceof Date) return plain(value);
  const members = shape as Exclude<Shape, string | readonly [Shape]>;
  if ('$map' in members) return convertMap(value, members.$map as Shape, place);
  if (typeof members['$ref'] === 'string') {
    return convert(value, place.conversion.definitions[members['$ref']] ?? 'json', place);
  }
  return convertMembers(value, members as Readonly<Record<string, Shape>>, place);
}

function convertMembers(
  value: object,
  members: Readonly<Record<string, Shape>>,
  { conversion, at }: Place,
): JsonObject {
  const strange: unknown = Reflect.get(value, '$unknown');
  // A union's member that is younger than the SDK: something is there, and it cannot be read.
  if (Array.isArray(strange)) return unknown(`the SDK does not know the member ${String(strange[0])}`);
  const names = namesOf(members);
  const converted: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    const path = at === '' ? key : `${at}.${key}`;
    const name = conversion.renames[path] ?? names.get(key.toLowerCase());
    const shape = name === undefined ? undefined : members[name];
    if (name === undefined || shape === undefined) continue;
    const json = convert(member, shape, { conversion, at: path });
    if (json !== undefined) converted[name] = json;
  }
  return converted;
}

function convertMap(value: object, of: Shape, place: Place): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, of, place)]));
}

const known = new WeakMap<object, ReadonlyMap<string, string>>();

function namesOf(members: Readonly<Record<string, Shape>>): ReadonlyMap<string, string> {
  let names = known.get(members);
  if (!names) {
    names = new Map(Object.keys(members).map((name) => [name.toLowerCase(), name]));
    known.set(members, names);
  }
  return names;
}

/** Any SDK value as JSON, its names as they are. */
export function plain(value: unknown): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : String(value);
}
