import { type Json, type ResourceRef, type UnknownValue, unknown } from '../../resources/resource.ts';
import type { Aws } from './aws.ts';
import { type Refusal, refusalOf } from './outcome.ts';

/** One read under way; `A`: the actions that the reader declares. */
export interface Reading<A extends string> {
  readonly ref: ResourceRef;
  readonly aws: Aws;
  /** A request without which there is no resource. */
  ask<T>(action: A, request: () => Promise<T>): Promise<T>;
  /**
   * A request for a part: what is denied, or refused for good, is unknown and does not spoil the rest.
   * `isAbsent` tells the errors that mean "none is set", by which the part is undefined.
   */
  aside<T extends Json>(
    action: A,
    request: () => Promise<T | undefined>,
    isAbsent?: (error: Error) => boolean,
  ): Promise<T | UnknownValue | undefined>;
}

/** AWS refused what the read cannot do without. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause: unknown) {
    super(refusal.outcome, { cause });
    this.refusal = refusal;
  }
}

export async function ask<T>(action: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const refusal = refusalOf(error, action);
    throw refusal === undefined ? error : new RefusedError(refusal, error);
  }
}

export async function aside<T extends Json>(
  action: string,
  request: () => Promise<T | undefined>,
  isAbsent?: (error: Error) => boolean,
): Promise<T | UnknownValue | undefined> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Error && isAbsent?.(error)) return undefined;
    const refusal = refusalOf(error, action);
    if (refusal === undefined) throw error;
    if (refusal.outcome === 'not-found') return unknown(`not found: ${action}`);
    // A throttled part may be had later; a whole with a hole would be believed.
    if (refusal.outcome === 'failed' && refusal.retryable) throw new RefusedError(refusal, error);
    return unknown(refusal.because);
  }
}
