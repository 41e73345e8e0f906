import { createHash } from 'node:crypto';

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPER = LOWER.toUpperCase();

/** Identifiers that look like AWS's and are the same in every run. */
export interface Ids {
  uuid(): string;
  /** Lower-case letters and digits, as in guardrail ids. */
  lower(length: number): string;
  /** Upper-case letters and digits, as in agent ids and access keys. */
  upper(length: number): string;
}

export function createIds(seed: string): Ids {
  let count = 0;
  const spell = (alphabet: string, length: number) => {
    count += 1;
    const bytes = createHash('sha512').update(`${seed}/${count}`).digest();
    return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
  };
  return {
    // Cheap on purpose: every call has a request id.
    uuid() {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    lower: (length) => spell(LOWER, length),
    upper: (length) => spell(UPPER, length),
  };
}
