/** What runs behind a Lambda function's ARN. */
type FunctionHandler = (event: unknown) => unknown;

/** One invocation and what became of it. */
interface Invocation {
  arn: string;
  event: unknown;
  result?: unknown;
  error?: unknown;
}

/** The Lambda functions of a world. Invocations wait until somebody runs them, so that tests say when. */
export interface Functions {
  /** Returns the remover. */
  register(arn: string, handler: FunctionHandler): () => void;
  has(arn: string): boolean;
  /** Queues an asynchronous invocation; the event is copied as JSON, as Lambda does. */
  invoke(arn: string, event: unknown): void;
  readonly waiting: number;
  /** Runs what waits, one after the other and what that brings along too; answers each with its outcome. */
  run(): Promise<Invocation[]>;
}

export function createFunctions(): Functions {
  const handlers = new Map<string, FunctionHandler>();
  const queue: Invocation[] = [];
  const runOne = async ({ arn, event }: Invocation): Promise<Invocation> => {
    const handler = handlers.get(arn);
    if (handler === undefined) return { arn, event, error: new Error(`no function is registered as ${arn}`) };
    try {
      return { arn, event, result: await handler(event) };
    } catch (error) {
      return { arn, event, error };
    }
  };
  return {
    register(arn, handler) {
      handlers.set(arn, handler);
      return () => void handlers.delete(arn);
    },
    has: (arn) => handlers.has(arn),
    invoke: (arn, event) => void queue.push({ arn, event: JSON.parse(JSON.stringify(event)) }),
    get waiting() {
      return queue.length;
    },
    async run() {
      const done: Invocation[] = [];
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) done.push(await runOne(next));
      return done;
    },
  };
}
