import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';

export type Item = Record<string, AttributeValue>;

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, 400);
}

/** `S`, `N`, `M` … of a value. */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value).find((name) => name !== '$unknown') ?? '';
}

/** Equal as DynamoDB sees it: numbers by value, sets without order. */
export function isEqual(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && canonical(a) === canonical(b);
}

/** The same text for equal values and no others. */
export function canonical(value: AttributeValue): string {
  if (value.S !== undefined) return `S${JSON.stringify(value.S)}`;
  if (value.N !== undefined) return `N${canonicalNumber(value.N)}`;
  if (value.B !== undefined) return `B${base64(value.B)}`;
  if (value.BOOL !== undefined) return `T${value.BOOL}`;
  if (value.NULL !== undefined) return '0';
  if (value.L !== undefined) return `L[${value.L.map(canonical).join()}]`;
  if (value.M !== undefined) return `M${canonicalItem(value.M)}`;
  if (value.SS !== undefined) return `SS${JSON.stringify(value.SS.toSorted())}`;
  if (value.NS !== undefined) return `NS${JSON.stringify(value.NS.map(canonicalNumber).sort())}`;
  return `BS${JSON.stringify((value.BS ?? []).map(base64).sort())}`;
}

export function canonicalItem(item: Item): string {
  const members = Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join()}}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function canonicalNumber(text: string): string {
  return isInteger(text) ? String(BigInt(text)) : String(Number(text));
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** Less than zero, zero or more; undefined where the two have no order. */
export function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined {
  if (a?.S !== undefined && b?.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a?.B !== undefined && b?.B !== undefined) return Buffer.compare(a.B, b.B);
  if (a?.N === undefined || b?.N === undefined) return undefined;
  if (isInteger(a.N) && isInteger(b.N)) {
    const difference = BigInt(a.N) - BigInt(b.N);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return Number(a.N) - Number(b.N);
}

/** `a + sign·b`. */
export function add(
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  sign: 1 | -1,
): AttributeValue {
  if (a?.N === undefined || b?.N === undefined) {
    throw invalid('An operand in the update expression has an incorrect data type');
  }
  if (isInteger(a.N) && isInteger(b.N)) return { N: String(BigInt(a.N) + BigInt(sign) * BigInt(b.N)) };
  return { N: String(Number(a.N) + sign * Number(b.N)) };
}

/** As `size()` and the limits of DynamoDB count it. */
export function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return value.B.length;
  return (
    value.L?.length ?? Object.keys(value.M ?? {}).length + (value.SS ?? value.NS ?? value.BS ?? []).length
  );
}

/** A set with members added or taken away; undefined when nothing is left. */
export function changedSet(
  set: AttributeValue | undefined,
  change: AttributeValue,
  how: 'add' | 'delete',
): AttributeValue | undefined {
  const kind = typeOf(change);
  if ((kind !== 'SS' && kind !== 'NS') || (set !== undefined && typeOf(set) !== kind)) {
    throw invalid('An operand in the update expression has an incorrect data type');
  }
  const changed = new Set(change.SS ?? change.NS);
  const before = set?.SS ?? set?.NS ?? [];
  const kept = before.filter((member) => !changed.has(member));
  const after = how === 'add' ? [...kept, ...changed] : kept;
  if (after.length === 0) return undefined;
  return kind === 'SS' ? { SS: after } : { NS: after };
}
