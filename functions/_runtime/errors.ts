/** What came in can't be used, and never will be: no retry helps, so that the dead-letter queue gets it. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** It may succeed later: thrown, so that AWS tries again. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}
