import type { Files } from './archive.ts';

export const bytesOf = (files: Files, key: string): Uint8Array => {
  const bytes = files.get(key);
  if (!bytes) throw new Error(`the test archive has no ${key}`);
  return bytes;
};

/** Turns bits of one byte; `at` below zero counts from the end. */
export function flip(files: Files, key: string, at: number, mask = 1): void {
  const bytes = Uint8Array.from(bytesOf(files, key));
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ mask;
  files.set(key, bytes);
}

export function rename(files: Files, from: string, to: string): void {
  const bytes = bytesOf(files, from);
  files.delete(from);
  files.set(to, bytes);
}

export const copy = (files: Files, from: string, to: string) => files.set(to, bytesOf(files, from));
