import { isUnknown, type Json, type JsonObject, unknown } from '../resources/resource.ts';
import type { Shape, TypeShape } from '../resources/shape.ts';

/** Where a value that cannot be known stands, for the guard. */
export interface UnknownAt {
  readonly path: readonly (string | number)[];
  readonly because: string;
}

export interface Conformed {
  readonly properties: JsonObject;
  readonly unknowns: readonly UnknownAt[];
}

/** Deeper than any AWS schema; a hostile file must not overflow the stack. */
const MAX_DEPTH = 64;

interface Walk {
  readonly definitions: Readonly<Record<string, Shape>>;
  readonly unknowns: UnknownAt[];
  readonly path: (string | number)[];
}

/**
 * Makes the promise of the property types true: coerces what CloudFormation coerces ("true", 1 for "1"),
 * drops nulls, and puts an unknown in the place of a value of another kind. Copies only what it changes.
 */
export function conform(properties: JsonObject, shape: TypeShape | undefined): Conformed {
  const walk: Walk = { definitions: shape?.definitions ?? {}, unknowns: [], path: [] };
  const members = shape?.members ?? {};
  const conformed = conformObject(properties, { members }, walk);
  return { properties: conformed, unknowns: walk.unknowns };
}

/** Shapes by member, one for all of them, or none at all. */
interface MemberShapes {
  readonly members?: Readonly<Record<string, Shape>>;
  readonly every?: Shape;
}

const FREE: MemberShapes = {};

function conformObject(value: JsonObject, { members, every }: MemberShapes, walk: Walk): JsonObject {
  let copy: Record<string, Json | undefined> | undefined;
  for (const key in value) {
    const member = value[key];
    if (member === undefined) continue;
    const shape = members ? own(members, key) : every;
    if (isAsPromised(member, shape)) continue;
    walk.path.push(key);
    const conformed = member === null ? undefined : conformValue(member, shape, walk);
    walk.path.pop();
    if (conformed === member) continue;
    copy ??= { ...value };
    if (conformed === undefined) delete copy[key];
    else copy[key] = conformed;
  }
  return copy ?? value;
}

/** Nearly every value: a text where a text belongs, told here before anything is noted about where it stands. */
function isAsPromised(value: Json, shape: Shape | undefined): boolean {
  const kind = typeof value;
  if (kind === 'object') return false;
  if (shape === undefined || shape === 'json') return true;
  // YAML has `.nan`, JSON has 1e999: neither can be compared with a limit.
  return kind === shape && (kind !== 'number' || Number.isFinite(value));
}

type Present = Exclude<Json, null>;

/** What is not as promised. */
function conformValue(value: Present, shape: Shape | undefined, walk: Walk): Json {
  if (typeof value === 'object') {
    if (walk.path.length > MAX_DEPTH) return note(walk, `nested deeper than ${MAX_DEPTH} levels`);
    if (isUnknown(value)) return note(walk, value.$unknown);
    if (shape === undefined || shape === 'json') return conformJson(value, walk);
  }
  if (typeof shape === 'string') return conformScalar(value, shape, walk);
  if (Array.isArray(shape)) return conformList(value, shape[0] as Shape, walk);
  return conformMembers(value, shape as Exclude<Shape, string | readonly [Shape]>, walk);
}

/** Unknowns inside free JSON (a policy document) must be found too. */
const conformJson = (value: Present & object, walk: Walk): Json =>
  Array.isArray(value) ? conformList(value, undefined, walk) : conformObject(value as JsonObject, FREE, walk);

function conformScalar(value: Present, shape: string, walk: Walk): Json {
  const coerced = coerce(value, shape);
  return coerced === undefined ? note(walk, `expected a ${shape}, found ${kindOf(value)}`) : coerced;
}

function coerce(value: Present, shape: string): Json | undefined {
  if (shape === 'string') return typeof value === 'object' ? undefined : String(value);
  if (typeof value !== 'string') return undefined;
  if (shape === 'boolean') return booleanOf(value.trim().toLowerCase());
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function booleanOf(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

/** A property may be called `constructor`. */
function own(members: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

function conformList(value: Present, shape: Shape | undefined, walk: Walk): Json {
  if (!Array.isArray(value)) return note(walk, `expected a list, found ${kindOf(value)}`);
  let copy: Json[] | undefined;
  for (let index = 0; index < value.length; index += 1) {
    const element: Json = value[index];
    if (isAsPromised(element, shape)) continue;
    walk.path.push(index);
    // A null in a list has no place to be dropped to: it is a value that nobody can read.
    const conformed = element === null ? note(walk, 'null in a list') : conformValue(element, shape, walk);
    walk.path.pop();
    if (conformed === element) continue;
    copy ??= [...value];
    copy[index] = conformed;
  }
  return copy ?? value;
}

function conformMembers(value: Present, shape: Exclude<Shape, string | readonly [Shape]>, walk: Walk): Json {
  const reference = '$ref' in shape ? shape.$ref : undefined;
  if (typeof reference === 'string') return conformTo(value, walk.definitions[reference], walk);
  if (typeof value !== 'object' || Array.isArray(value)) {
    return note(walk, `expected an object, found ${kindOf(value)}`);
  }
  const map = '$map' in shape ? (shape.$map as Shape) : undefined;
  const members = shape as Readonly<Record<string, Shape>>;
  return conformObject(value as JsonObject, map === undefined ? { members } : { every: map }, walk);
}

const conformTo = (value: Present, shape: Shape | undefined, walk: Walk): Json =>
  isAsPromised(value, shape) ? value : conformValue(value, shape, walk);

function note(walk: Walk, because: string): Json {
  walk.unknowns.push({ path: [...walk.path], because });
  return unknown(because);
}

function kindOf(value: Present): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? 'an object'
    : `the ${typeof value} ${typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value)}`;
}
