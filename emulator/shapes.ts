import { EmulatorError } from './errors.ts';

/** What CloudTrail prints instead of members that the model marks sensitive. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

// The SDK's own runtime schemas: numbers for simple shapes, tuples for the others (@smithy/types, static-schemas).
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const DOCUMENT = 15;
const LIST_OF = 64;
const MAP_OF = 128;
const SENSITIVE = 8;

interface Member {
  name: string;
  /** Its name in CloudTrail. */
  printedName: string;
  shape: () => Shape;
  isRequired: boolean;
}

type Shape =
  | { kind: 'simple'; isSensitive: boolean }
  | { kind: 'document'; isSensitive: boolean }
  | { kind: 'list'; isSensitive: boolean; of: () => Shape }
  | { kind: 'map'; isSensitive: boolean; of: () => Shape }
  | { kind: 'structure'; isSensitive: boolean; members: Member[] };

const compiled = new WeakMap<object, Shape>();

/** The shape behind a reference of the SDK's schema. */
export function shapeOf(reference: unknown): Shape {
  let isSensitive = false;
  let schema: unknown = reference;
  for (;;) {
    if (typeof schema === 'function') schema = schema();
    else if (!Array.isArray(schema)) break;
    else if (schema.length === 2) {
      isSensitive ||= marksSensitive(schema[1]);
      schema = schema[0];
    } else if (schema[0] === 0) {
      isSensitive ||= marksSensitive(schema[3]);
      schema = schema[4];
    } else break;
  }
  const shape = Array.isArray(schema) ? remembered(schema) : simple(schema);
  return isSensitive && !shape.isSensitive ? { ...shape, isSensitive } : shape;
}

function remembered(schema: unknown[]): Shape {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const shape = compile(schema);
  compiled.set(schema, shape);
  return shape;
}

function compile(schema: unknown[]): Shape {
  const isSensitive = marksSensitive(schema[3]);
  if (schema[0] === LIST) return { kind: 'list', isSensitive, of: lazily(schema[4]) };
  if (schema[0] === MAP) return { kind: 'map', isSensitive, of: lazily(schema[5]) };
  const [, , , , names, references, required] = schema;
  if (
    (schema[0] !== STRUCTURE && schema[0] !== UNION) ||
    !Array.isArray(names) ||
    !Array.isArray(references)
  ) {
    throw new EmulatorError(
      `shape ${String(schema[2])} has kind ${String(schema[0])}, which is not known here`,
    );
  }
  // Required members stand first; the last element counts them.
  const count = typeof required === 'number' ? required : 0;
  const members = names.map((name, index) => ({
    name: String(name),
    printedName: lowerFirst(String(name)),
    shape: lazily(references[index]),
    isRequired: index < count,
  }));
  return { kind: 'structure', isSensitive, members };
}

function simple(schema: unknown): Shape {
  const sentinel = typeof schema === 'number' ? schema : 0;
  if (sentinel & MAP_OF) return { kind: 'map', isSensitive: false, of: lazily(sentinel & ~MAP_OF) };
  if (sentinel & LIST_OF) return { kind: 'list', isSensitive: false, of: lazily(sentinel & ~LIST_OF) };
  return { kind: sentinel === DOCUMENT ? 'document' : 'simple', isSensitive: false };
}

// Shapes may contain themselves, so the inner one is only looked at when a value needs it.
function lazily(reference: unknown): () => Shape {
  let shape: Shape | undefined;
  return () => {
    shape ??= shapeOf(reference);
    return shape;
  };
}

function marksSensitive(traits: unknown): boolean {
  if (typeof traits === 'number') return (traits & SENSITIVE) !== 0;
  return isRecord(traits) && 'sensitive' in traits;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A deep copy with the members of the shape only; paths of absent required members are added to `missing`. */
export function copy(value: unknown, shape: Shape, missing: string[], at = ''): unknown {
  if (shape.kind === 'simple') return copySimple(value);
  if (shape.kind === 'document') return structuredClone(value);
  if (!isRecord(value)) return value;
  if (shape.kind === 'structure') return copyStructure(value, shape.members, missing, at);
  const of = shape.of();
  // The path is only worth building where something below it could be missing.
  const isSimple = of.kind === 'simple';
  if (Array.isArray(value)) {
    if (isSimple) return value.map(copySimple);
    return value.map((item, index) => copy(item, of, missing, `${at}.${index + 1}.member`));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSimple ? copySimple(item) : copy(item, of, missing, `${at}.${key}`),
    ]),
  );
}

function copyStructure(value: Record<string, unknown>, members: Member[], missing: string[], at: string) {
  const copied: Record<string, unknown> = {};
  for (const { name, printedName, shape, isRequired } of members) {
    const member = value[name];
    if (member !== undefined && member !== null) {
      const inner = shape();
      copied[name] =
        inner.kind === 'simple' ? copySimple(member) : copy(member, inner, missing, pathTo(at, printedName));
    } else if (isRequired) {
      missing.push(pathTo(at, printedName));
    }
  }
  return copied;
}

function pathTo(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

function copySimple(value: unknown): unknown {
  if (value instanceof Date) return new Date(value);
  // Not slice(), by which a Buffer would share its memory.
  return value instanceof Uint8Array && !isStream(value) ? new Uint8Array(value) : value;
}

function isStream(value: object): boolean {
  return 'pipe' in value;
}

/** The value as CloudTrail prints it: members' first letters lower-cased, sensitive ones hidden, times in ISO 8601. */
export function print(value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return value;
  if (shape.isSensitive) return HIDDEN;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (shape.kind === 'simple' || shape.kind === 'document' || !isRecord(value)) return value;
  if (shape.kind === 'structure') return printStructure(value, shape.members);
  const of = shape.of();
  if (Array.isArray(value)) return value.map((item) => print(item, of));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, print(item, of)]));
}

function printStructure(value: Record<string, unknown>, members: Member[]) {
  const printed: Record<string, unknown> = {};
  for (const { name, printedName, shape } of members) {
    const member = value[name];
    if (member !== undefined) printed[printedName] = print(member, shape());
  }
  return printed;
}

/** `KMSKeyId` → `kMSKeyId`: only the first letter, as CloudTrail does. */
function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
