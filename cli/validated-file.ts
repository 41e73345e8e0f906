import { parse } from 'yaml';
import type * as z from 'zod/mini';
import { config, safeParse } from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { UsageError } from './exit-status.ts';
import { readText } from './settings-files.ts';

/** More waivers than anybody reviews; a parser that keeps places holds many times its text. */
const MAX_LENGTH = 4 << 20;

/**
 * A JSON or YAML file of the user's that fits its schema.
 * @throws UsageError naming the file, the place in it and what was expected there
 */
export async function validated<S extends z.core.$ZodType>(file: string, schema: S): Promise<z.output<S>> {
  config(english());
  const result = safeParse(schema, document(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const more = result.error.issues.length > 1 ? ` (and ${result.error.issues.length - 1} more)` : '';
  throw new UsageError(`${file}: at ${placeOf(issue?.path ?? [])}: ${expectationOf(issue, schema)}${more}`);
}

function document(file: string): unknown {
  const text = readText(file);
  if (text.length > MAX_LENGTH)
    throw new UsageError(`${file}: is larger than ${MAX_LENGTH >> 20} MB, expected settings or waivers`);
  try {
    // JSON is YAML: one parser gives the line and column of a slip in either.
    return parse(text, { maxAliasCount: 20 });
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(`${file}: ${message.replace(/:$/, '')}; expected JSON or YAML`, { cause: error });
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  ) || 'the top';

function expectationOf(issue: z.core.$ZodIssue | undefined, schema: z.core.$ZodType): string {
  if (issue?.code !== 'unrecognized_keys') return issue?.message ?? 'not as expected';
  const [key = ''] = issue.keys;
  const known = keysAt(schema, issue.path);
  const nearest = known.toSorted((a, b) => distance(a, key) - distance(b, key))[0];
  const hint =
    nearest !== undefined && distance(nearest, key) <= Math.max(2, key.length / 3)
      ? `; did you mean ${nearest}?`
      : `; expected one of ${known.slice(0, 8).join(', ')}${known.length > 8 ? ' …' : ''}`;
  return `unknown key ${key}${hint}`;
}

/** Keys that the schema has at a path, for a suggestion. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let node = schema;
  for (const key of path) {
    const inner = unwrapped(node);
    node = typeof key === 'number' ? member(inner, 'element') : member(member(inner, 'shape'), String(key));
  }
  const shape = member(unwrapped(node), 'shape');
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

function unwrapped(schema: unknown): unknown {
  const definition = member(member(schema, '_zod'), 'def');
  const inner = member(definition, 'innerType');
  return inner === undefined ? definition : unwrapped(inner);
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
