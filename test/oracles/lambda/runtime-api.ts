import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** As Lambda's caller gets it: `errorType`, `errorMessage`, and the function's own stack where there is one. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What an invocation came to: the JSON that the function returned, or the error that it threw. */
export type Outcome = { readonly result: unknown } | { readonly error: FunctionError };

/** Lambda's side of the Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. */
export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** The first request for an event: the end of the init phase. Or the error in which it ended. */
  readonly initialized: Promise<FunctionError | undefined>;
  /** Hands out one event, once the runtime asks for it. */
  invoke(event: unknown, options: { readonly arn: string; readonly deadline: number }): Promise<Outcome>;
  /** Ends whatever is under way: the runtime is gone. */
  end(error: FunctionError): void;
  close(): void;
}

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly arn: string;
  readonly deadline: number;
  readonly settle: (outcome: Outcome) => void;
}

export async function serveRuntimeApi(): Promise<RuntimeApi> {
  let initialize: (error: FunctionError | undefined) => void = () => {};
  const initialized = new Promise<FunctionError | undefined>((resolve) => {
    initialize = resolve;
  });
  const waiting: Invocation[] = [];
  let current: Invocation | undefined;
  let asking: ServerResponse | undefined;

  const handOut = () => {
    if (asking === undefined) return;
    current = waiting.shift();
    if (current === undefined) return;
    asking.writeHead(200, headersOf(current)).end(JSON.stringify(current.event));
    asking = undefined;
  };

  const settle = (outcome: Outcome) => {
    current?.settle(outcome);
    current = undefined;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path.endsWith('/runtime/invocation/next')) {
      initialize(undefined);
      asking = response;
      return handOut();
    }
    const body = await text(request);
    if (path.endsWith('/runtime/init/error')) initialize(errorIn(body));
    else if (path.endsWith(`/${current?.id}/response`))
      settle({ result: body === '' ? undefined : JSON.parse(body) });
    else if (path.endsWith(`/${current?.id}/error`)) settle({ error: errorIn(body) });
    else return void response.writeHead(404).end();
    response.writeHead(202).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      settle({ error: { errorType: 'Runtime.MalformedResponse', errorMessage: String(error) } });
      response.writeHead(400).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = Object(server.address());

  return {
    address: `127.0.0.1:${port}`,
    initialized,
    invoke: (event, { arn, deadline }) =>
      new Promise((resolve) => {
        waiting.push({ id: randomUUID(), event, arn, deadline, settle: resolve });
        handOut();
      }),
    end(error) {
      initialize(error);
      settle({ error });
      for (const invocation of waiting.splice(0)) invocation.settle({ error });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const headersOf = ({ id, arn, deadline }: Invocation) => ({
  'content-type': 'application/json',
  'Lambda-Runtime-Aws-Request-Id': id,
  'Lambda-Runtime-Deadline-Ms': String(Math.ceil(deadline)),
  'Lambda-Runtime-Invoked-Function-Arn': arn,
  'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
});

function errorIn(body: string): FunctionError {
  const { errorType = 'Error', errorMessage = body, stackTrace, trace = stackTrace } = JSON.parse(body);
  return { errorType, errorMessage, ...(trace === undefined ? {} : { trace }) };
}
