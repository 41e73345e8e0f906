/** Time in the emulated world: it stands still until somebody moves it. */
export interface Clock {
  now(): Date;
  /** Epoch milliseconds. */
  ms(): number;
  advance(ms: number): void;
  set(to: Date): void;
}

/** A clock that starts at `start` and refuses to run backwards. */
export function createClock(start: Date): Clock {
  let current = start.getTime();
  const moveTo = (ms: number) => {
    if (!Number.isFinite(ms) || ms < current) {
      throw new RangeError(`the clock stands at ${current} and cannot be set to ${ms}: only move it forward`);
    }
    current = ms;
  };
  return {
    now: () => new Date(current),
    ms: () => current,
    advance: (ms) => moveTo(current + ms),
    set: (to) => moveTo(to.getTime()),
  };
}
