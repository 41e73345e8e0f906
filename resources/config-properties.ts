import type { ConfigItem } from './config-item.ts';
import { recordedByConfig } from './recorded-by-config.ts';
import {
  isUnknown,
  type Json,
  type JsonObject,
  type Resource,
  type ResourceRef,
  unknown,
} from './resource.ts';
import type { Shape, TypeShape } from './shape.ts';
import { shapeOf } from './shapes.ts';

/** The resource as the item tells it; what the item may only not tell is unknown, and never absent. */
export function resourceOfItem(item: ConfigItem, ref: ResourceRef): Resource {
  const { type, configuration } = item;
  const { hasOwnShape, tells = [] } = recordedByConfig(type) ?? {};
  const shape = shapeOf(type);
  const base = { ...ref, source: 'event' as const };
  if (configuration === null) return { ...base, properties: {}, unreadable: 'the item has no configuration' };
  if (hasOwnShape || shape === undefined) {
    return { ...base, properties: {}, unreadable: 'AWS Config describes it in a shape of its own' };
  }
  const telling = { definitions: shape.definitions ?? {}, told: new Set(tells) };
  return { ...base, properties: withUnknowns(configuration, shape.members, { telling, at: '' }) };
}

interface Place {
  readonly telling: {
    readonly definitions: NonNullable<TypeShape['definitions']>;
    readonly told: ReadonlySet<string>;
  };
  /** Without the brackets of lists. */
  readonly at: string;
}

const UNTOLD = unknown('AWS Config does not tell');

function withUnknowns(
  value: JsonObject,
  members: Readonly<Record<string, Shape>>,
  { telling, at }: Place,
): JsonObject {
  const told: Record<string, Json | undefined> = { ...value };
  for (const [name, shape] of Object.entries(members)) {
    const path = at === '' ? name : `${at}.${name}`;
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member !== undefined && member !== null) told[name] = filled(member, shape, { telling, at: path });
    else if (telling.told.has(path)) delete told[name];
    else told[name] = UNTOLD;
  }
  return told;
}

function filled(value: Json, shape: Shape, place: Place): Json {
  if (typeof shape === 'string' || typeof value !== 'object' || value === null || isUnknown(value))
    return value;
  if (isList(shape)) return Array.isArray(value) ? value.map((item) => filled(item, shape[0], place)) : value;
  if (Array.isArray(value)) return value;
  const object = value as JsonObject;
  if ('$ref' in shape && typeof shape.$ref === 'string') {
    return filled(object, place.telling.definitions[shape.$ref] ?? 'json', place);
  }
  // Keys of one's own choice: none of them is missing.
  if ('$map' in shape) return object;
  return withUnknowns(object, shape as Readonly<Record<string, Shape>>, place);
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
