import type { Json, JsonObject } from '../resources/resource.ts';

/** Values at `A.B[].C`; absent members give none, `[]` goes through each element of a list. */
export function valuesAt(tree: JsonObject, path: string): Json[] {
  const steps = stepsOf(path);
  const first = steps[0];
  if (steps.length === 1 && first) return children(tree, first);
  let values: Json[] = [tree as Json];
  for (const step of steps) values = values.flatMap((value) => children(value, step));
  return values;
}

interface Step {
  readonly key: string;
  readonly each: boolean;
}

const parsed = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  let steps = parsed.get(path);
  if (!steps) {
    steps = path.split('.').map(stepOf);
    parsed.set(path, steps);
  }
  return steps;
}

const stepOf = (part: string): Step =>
  part.endsWith('[]') ? { key: part.slice(0, -2), each: true } : { key: part, each: false };

function children(value: Json, { key, each }: Step): Json[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  // Read-only members stand in the prototype; `constructor` is none of them.
  const has = Object.hasOwn(value, key) || (key in value && !(key in Object.prototype));
  const child = has ? (value as JsonObject)[key] : undefined;
  if (child === undefined || child === null) return [];
  if (!each) return [child];
  return Array.isArray(child) ? child : [];
}
