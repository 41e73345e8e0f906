/**
 * A value of the SDK as JSON from which another language can tell its kind:
 * Date → `{ "$timestamp": ISO 8601 }`, bytes → `{ "$blob": base64 }`, a stream → `{ "$stream": true }`,
 * a number that JSON has not → `{ "$number": "NaN" }`, whatever no service takes → `{ "$other": its type }`.
 */
export function encode(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
  if (typeof value !== 'object') return { $other: typeof value };
  if (value instanceof Date) return { $timestamp: timeOf(value) };
  if (isStream(value)) return { $stream: true };
  if (value instanceof Uint8Array) return { $blob: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(encode);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, encode(member)]));
}

const timeOf = (date: Date): string => (Number.isNaN(date.getTime()) ? 'invalid' : date.toISOString());

const isStream = (value: object): boolean =>
  'pipe' in value || 'getReader' in value || 'transformToByteArray' in value;

/** Which members a value has, at whatever depth, and of which kinds they are; not how many of them a list holds. */
export function outline(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(outline))].sort().join()}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  const members = Object.entries(value).map(([name, member]) => `${name}:${outline(member)}`);
  return `{${members.sort().join()}}`;
}
