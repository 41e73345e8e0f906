/** Lets so many tasks run at once; the others wait in the order in which they came. */
export type Pool = <T>(task: () => Promise<T>) => Promise<T>;

export function createPool(most: number): Pool {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((start) => waiting.push(start));
    else running += 1;
    try {
      return await task();
    } finally {
      // Whoever waits takes over the place; only if nobody does, it is free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
