export interface TokenBucketOptions {
  readonly perSecond: number;
  /** So many at once after a while of rest. */
  readonly burst: number;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Resolves when the next call may be made; callers get their turn in the order in which they ask. */
export type TakeToken = () => Promise<void>;

/** Lets so many calls a second through, and no more. */
export function tokenBucket({ perSecond, burst, now, pause }: TokenBucketOptions): TakeToken {
  const interval = 1000 / perSecond;
  let due = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = now().getTime();
    due = Math.max(due, nowMs - (burst - 1) * interval);
    const wait = due - nowMs;
    due += interval;
    if (wait > 0) await pause(wait);
  };
}
