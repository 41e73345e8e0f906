import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** What came to a desk, as the Lambda behind it would get it. */
export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'eu-central-1',
};

/** A desk over HTTP that checks signatures as IAM does, and answers as it is told. */
export function deskKit() {
  const asked: Asked[] = [];
  const held = { status: 200, body: '{}', url: '' };
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      asked.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(held.status, { 'content-type': 'application/json' });
      response.end(held.body);
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    held.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const before = { ...process.env };
  beforeEach(() => {
    asked.length = 0;
    Object.assign(held, { status: 200, body: '{}' });
    Object.assign(process.env, KEYS);
  });
  afterEach(() => {
    for (const name of [...Object.keys(KEYS), 'ASSAY_DESK']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
  return {
    asked,
    url: () => held.url,
    answer(status: number, body: object | string) {
      Object.assign(held, { status, body: typeof body === 'string' ? body : JSON.stringify(body) });
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
