import { UnreadableValueError } from '../verdict.ts';

/** A value, or why it cannot be known: what an UnreadableValueError becomes where a neighbour may still decide. */
export type Reading<T> = { readonly value: T } | { readonly unreadable: string };

/** Anything but an UnreadableValueError goes on. */
export function reading<T>(read: () => T): Reading<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof UnreadableValueError) return { unreadable: error.message };
    throw error;
  }
}

/** @throws UnreadableValueError with the reason that the reading kept. */
export function certain<T>(read: Reading<T>): T {
  if ('unreadable' in read) throw new UnreadableValueError(read.unreadable);
  return read.value;
}
