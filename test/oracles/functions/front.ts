import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Lambda } from '../lambda/lambda.ts';

/** Functions behind an address, by name: what invokes a Lambda function invokes them. */
export interface Front {
  readonly url: string;
  /** Names of what was invoked, in order. */
  readonly invoked: readonly string[];
  close(): void;
}

/** `start`: one execution environment of a function, made when it is first invoked. */
export async function functionsFront(start: (name: string) => Promise<Lambda>): Promise<Front> {
  const running = new Map<string, Promise<Lambda>>();
  const invoked: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = (request.url ?? '').slice(1);
    invoked.push(name);
    const lambda = running.get(name) ?? start(name);
    running.set(name, lambda);
    const outcome = await (await lambda).invoke(await json(request));
    if ('error' in outcome) {
      response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify(outcome.error));
    } else response.writeHead(200).end(JSON.stringify(outcome.result));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    invoked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
