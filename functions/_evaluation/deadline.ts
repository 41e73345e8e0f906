import { TransientError } from '../_runtime/errors.ts';

/** A point in time after which nobody waits any more. */
export interface Deadline {
  /** What the work gives. Rejects with TransientError if it is not done in time; it is not begun after that. */
  inTime<T>(work: () => Promise<T>): Promise<T>;
  /** Nobody will wait: a timer keeps a process alive. */
  end(): void;
}

/** A deadline in so many milliseconds, by the process's own clock: it is about this process's time, not the world's. */
export function deadlineIn(milliseconds: number): Deadline {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(late());
    }, milliseconds);
  });
  // Whether anybody waits or not.
  over.catch(() => undefined);
  const late = () =>
    new TransientError(`it was not read within the ${milliseconds} ms that a batch has for reading`);
  return {
    inTime: async (work) => {
      if (isOver) throw late();
      return Promise.race([work(), over]);
    },
    end: () => clearTimeout(timer),
  };
}
