import type { Json, JsonObject } from '../../resources/resource.ts';

/** A policy as a service gives it: IAM percent-encodes it, others do not. Undefined: none, or no document. */
export function documentIn(text: Json | undefined): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const document: unknown = JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text);
    return typeof document === 'object' && document !== null ? (document as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The document with each observed statement replaced by what `mend` makes of it, all others as they are.
 * `Statement` stays one object where it was one and still is.
 */
export function withStatements(
  document: JsonObject,
  observations: readonly { readonly path: string; readonly actual: Json }[],
  mend: (statement: JsonObject, actual: Json) => readonly JsonObject[],
): JsonObject {
  const { Statement } = document;
  const observed = new Map(observations.map(({ path, actual }) => [indexIn(path), actual]));
  const mended = (statement: Json | undefined, index: number): readonly Json[] => {
    const actual = observed.get(index);
    return actual === undefined ? [statement ?? null] : mend(Object(statement) as JsonObject, actual);
  };
  if (Array.isArray(Statement)) return { ...document, Statement: Statement.flatMap(mended) };
  const [first, ...others] = mended(Statement, 0);
  return { ...document, Statement: others.length === 0 ? (first ?? null) : [first ?? null, ...others] };
}

/** `PolicyDocument.Statement[2].Principal` → 2; a statement that is no list is the first. */
const indexIn = (path: string): number => Number(/\.Statement\[(\d+)\]/.exec(path)?.[1] ?? 0);

/** The statement under one condition more, which holds besides those that it has. */
export function withCondition(statement: JsonObject, key: string, value: string): JsonObject {
  const condition = Object(statement['Condition']) as JsonObject;
  const equals = Object(condition['StringEquals']) as JsonObject;
  return { ...statement, Condition: { ...condition, StringEquals: { ...equals, [key]: value } } };
}
