import type { JsonObject } from './resource.ts';

/** A path into a record: lower-cased members, `list` where each element is meant. */
export interface Path {
  readonly root: 'request' | 'response';
  readonly members: readonly { readonly name: string; readonly lower: string; readonly list: boolean }[];
}

/** `q.name`, `s.job.arn`, `q.ids[]`, or with `requestParameters` and `responseElements` written out. */
export function path(text: string): Path {
  const [root, ...members] = text.split('.');
  return {
    root: root === 's' || root === 'responseElements' ? 'response' : 'request',
    members: members.map((member) => {
      const list = member.endsWith('[]');
      const name = list ? member.slice(0, -2) : member;
      return { name, lower: name.toLowerCase(), list };
    }),
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A member without regard to case: CloudTrail lower-cases the first letter, but not everywhere
 * (Rekognition prints `StreamProcessorArn`).
 */
export function member(object: JsonObject, name: string, lower: string = name.toLowerCase()): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  for (const key in object) {
    if (key.length === lower.length && key.toLowerCase() === lower && Object.hasOwn(object, key))
      return object[key];
  }
  return undefined;
}

export const redacted = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** A text that can identify something; numbers are ids of some services. */
export function usable(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || text.includes(redacted) ? undefined : text;
}

/** All usable texts at a path, in order, each once. */
export function texts(
  bodies: { readonly [root in Path['root']]: unknown },
  { root, members }: Path,
): string[] {
  let values: unknown[] = [bodies[root]];
  for (const { name, lower, list } of members) {
    const found = values.map((value) => (isObject(value) ? member(value, name, lower) : undefined));
    values = list ? found.flatMap((value) => (Array.isArray(value) ? value : [value])) : found;
  }
  const result = values.map(usable).filter((text) => text !== undefined);
  return result.length < 2 ? result : [...new Set(result)];
}
