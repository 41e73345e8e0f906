import { hash } from 'node:crypto';
import type { Json } from '../resources/resource.ts';

/**
 * Canonical JSON by RFC 8785: members sorted by UTF-16 code units, ECMAScript numbers, no white space.
 * Undefined members are left out, as JSON has none. Throws on a lone surrogate, NaN or infinity, which have
 * no canonical form.
 */
export function canonicalJson(value: Json | undefined): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? canonicalList(value) : canonicalObject(value as { [key: string]: Json });
  }
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${value} has no canonical JSON form; use a finite number`);
  }
  return JSON.stringify(value ?? null);
}

function canonicalList(list: readonly Json[]): string {
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    text += canonicalJson(list[index]);
  }
  return `${text}]`;
}

function canonicalObject(object: { readonly [key: string]: Json | undefined }): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${canonicalString(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed())
    throw new RangeError('a lone surrogate has no canonical JSON form; use well-formed Unicode');
  return JSON.stringify(text);
}

/** Lower-case hex SHA-256 of UTF-8 text or bytes. */
export const sha256 = (data: string | Uint8Array): string =>
  // One call without a stream object: a third of the time on texts as short as these.
  hash('sha256', data, 'hex');

/** SHA-256 of the canonical form. */
export const digestOf = (value: Json | undefined): string => sha256(canonicalJson(value));
