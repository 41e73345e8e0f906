/** What came of a task that waited for a call back. */
export type TaskOutcome =
  | { readonly output: string }
  | { readonly error: string; readonly cause: string | undefined };

/** Tasks of state machines that wait for somebody to call back with their token. */
export interface Tasks {
  /** Opens a task; resolves when somebody ends it. */
  open(token: string): Promise<TaskOutcome>;
  /** `over`: it has ended before. */
  end(token: string, outcome: TaskOutcome): 'ended' | 'unknown' | 'over';
}

export function createTasks(): Tasks {
  const waiting = new Map<string, (outcome: TaskOutcome) => void>();
  const over = new Set<string>();
  return {
    open: (token) =>
      new Promise((resolve) => {
        waiting.set(token, resolve);
      }),
    end(token, outcome) {
      if (over.has(token)) return 'over';
      const resolve = waiting.get(token);
      if (resolve === undefined) return 'unknown';
      waiting.delete(token);
      over.add(token);
      resolve(outcome);
      return 'ended';
    },
  };
}
