import type { Json, JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { ApiCall, Condition } from './plan.ts';

/** What a reading call's answer says of a condition. */
export type Settlement = 'met' | 'not-yet' | 'never';

export function settlementOf(condition: Condition, answer: JsonObject): Settlement {
  const { expect, includes = {}, excludes = {}, never = {} } = condition;
  const isOneOf = ([path, values]: readonly [string, readonly Json[]]): boolean => {
    const value = comparable(valueAt(answer, path));
    return values.some((each) => comparable(each) === value);
  };
  const hasOne = ([path, members]: readonly [string, JsonObject]): boolean => {
    const list = valueAt(answer, path);
    return Array.isArray(list) && list.some((element) => hasMembers(element, members));
  };
  if (Object.entries(never).some(isOneOf)) return 'never';
  const isMet =
    Object.entries(expect).every(isOneOf) &&
    Object.entries(includes).every(hasOne) &&
    !Object.entries(excludes).some(hasOne);
  return isMet ? 'met' : 'not-yet';
}

const hasMembers = (element: Json, members: JsonObject): boolean =>
  Object.entries(members).every(
    ([name, value]) => comparable(Reflect.get(Object(element), name)) === comparable(value),
  );

/** Services give lists back in an order of their own: regardless of it, the same text. */
const comparable = (value: Json | undefined): string => canonicalJson(ordered(value));

function ordered(value: Json | undefined): Json {
  const document = typeof value === 'string' ? documentIn(value) : undefined;
  if (document !== undefined) return ordered(document);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) {
    return value.map(ordered).toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, ordered(each as Json)]));
}

/**
 * A policy document is a text of which services keep the meaning: IAM gives it back percent-encoded, S3 without blanks,
 * and a list of one as its element.
 */
function documentIn(text: string): Json | undefined {
  if (!/^(\s*\{|%7B)/i.test(text)) return undefined;
  try {
    return unlisted(JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text));
  } catch {
    return undefined;
  }
}

function unlisted(value: Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unlisted(each as Json)]));
  }
  const list = value.map(unlisted);
  return list.length === 1 ? (list[0] ?? null) : list;
}

/** Null for what is not there; array elements go by their index. A member may have dots in its name, as keys of tags do. */
function valueAt(answer: Json | undefined, path: string): Json {
  if (typeof answer !== 'object' || answer === null) return null;
  if (Object.hasOwn(answer, path)) return (Reflect.get(answer, path) as Json | undefined) ?? null;
  const [name = '', ...rest] = path.split('.');
  if (!Object.hasOwn(answer, name)) return null;
  return valueAt(Reflect.get(answer, name), rest.join('.'));
}

const RESULT = '$result';

/**
 * The call with the answers of earlier steps in the places that ask for them.
 * @throws RangeError where an answer has no such value
 */
export function resolved(call: ApiCall, results: readonly (JsonObject | null)[]): ApiCall {
  return { ...call, input: resolvedValue(call.input, results) as JsonObject };
}

function resolvedValue(value: Json | undefined, results: readonly (JsonObject | null)[]): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => resolvedValue(each, results) ?? null);
  const reference: unknown = Reflect.get(value, RESULT);
  if (typeof reference === 'string') return resultAt(reference, results);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, resolvedValue(each as Json | undefined, results)]),
  );
}

function resultAt(reference: string, results: readonly (JsonObject | null)[]): Json {
  const [step = '', ...path] = reference.split('.');
  const value = valueAt(results[Number(step)] ?? {}, path.join('.'));
  if (value === null) throw new RangeError(`no answer to step ${step} has ${path.join('.')}`);
  return value;
}
