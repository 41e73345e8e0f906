import type { Shape } from '../../../resources/shape.ts';
import { shapeOf } from '../../../resources/shapes.ts';

// Kinds and sentinels of the SDK's runtime schemas (@smithy/types, static schemas).
const LIST = 1;
const MAP = 2;
const NUMBER = 1;
const BOOLEAN = 2;
const TIMESTAMPS = [4, 5, 6, 7];
const DOCUMENT = 15;
const LIST_OF = 64;
const MAP_OF = 128;

/** Deeper than any configuration; schemas may contain themselves. */
const MAX_DEPTH = 14;

/** Members that lead on to a next page, for ever. */
const TOKENS = new Set(['NextToken', 'nextToken', 'NextMarker', 'Marker', 'ContinuationToken']);

/** A value in which every member that the SDK knows is set; of unions all members at once. */
export function fullAnswer(schema: unknown, depth = 0): unknown {
  if (typeof schema === 'function') return fullAnswer(schema(), depth);
  if (typeof schema === 'number') return simple(schema, depth);
  if (!Array.isArray(schema)) return 'text';
  if (schema.length === 2) return fullAnswer(schema[0], depth);
  const [kind, , , , names, references] = schema;
  if (kind === 0) return fullAnswer(names, depth);
  if (kind === LIST) return depth > MAX_DEPTH ? [] : [fullAnswer(names, depth + 1)];
  if (kind === MAP) return depth > MAX_DEPTH ? {} : { aKey: fullAnswer(references, depth + 1) };
  if (depth > MAX_DEPTH || !Array.isArray(names) || !Array.isArray(references)) return {};
  const members = names.flatMap((name, index) =>
    TOKENS.has(String(name)) ? [] : [[String(name), fullAnswer(references[index], depth + 1)]],
  );
  return Object.fromEntries(members);
}

function simple(sentinel: number, depth: number): unknown {
  if (sentinel & MAP_OF) return { aKey: fullAnswer(sentinel & ~MAP_OF, depth) };
  if (sentinel & LIST_OF) return [fullAnswer(sentinel & ~LIST_OF, depth)];
  if (sentinel === NUMBER) return 1;
  if (sentinel === BOOLEAN) return true;
  if (TIMESTAMPS.includes(sentinel)) return new Date('2026-01-01T00:00:00Z');
  return sentinel === DOCUMENT ? { some: 'document' } : 'text';
}

/** Properties of a type in which every member is set. */
export function fullProperties(type: string): unknown {
  const shape = shapeOf(type);
  const fill = (of: Shape, depth: number): unknown => {
    if (of === 'number') return 1;
    if (of === 'boolean') return true;
    if (of === 'json') return { some: 'document' };
    if (of === 'string') return 'text';
    if (Array.isArray(of)) return depth > MAX_DEPTH ? [] : [fill(of[0], depth + 1)];
    if (depth > MAX_DEPTH) return {};
    const members = Object.entries(of);
    const [[key, value] = ['', 'string' as Shape]] = members;
    if (key === '$map') return { aKey: fill(value, depth + 1) };
    if (key === '$ref') return fill(shape?.definitions?.[String(value)] ?? 'json', depth);
    return Object.fromEntries(members.map(([name, member]) => [name, fill(member, depth + 1)]));
  };
  return shape && fill(shape.members, 0);
}
