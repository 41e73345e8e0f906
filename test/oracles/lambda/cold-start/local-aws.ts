import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from './rehearsal.ts';

/** An AWS on this machine that gives answers which were given before. */
export interface LocalAws {
  readonly url: string;
  /** Operations that were asked for since the last `rewind`, in order. */
  readonly asked: readonly string[];
  /** From now on these answers: each operation's own, in order. */
  rewind(answers: readonly Answer[]): void;
  close(): void;
}

export async function startLocalAws(): Promise<LocalAws> {
  const asked: string[] = [];
  let left: Answer[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const operation = operationOf(request, body);
    asked.push(operation);
    const found = left.find((each) => each.operation === operation);
    if (!found) return void response.writeHead(501).end(`nobody has answered ${operation} before`);
    left = left.filter((each) => each !== found);
    write(response, operation === 'SendMessageBatch' ? received(body) : found);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    rewind(answers) {
      asked.length = 0;
      left = [...answers];
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The operations of REST services that functions ask for first: method and path → operation. */
const ROUTES: readonly (readonly [request: RegExp, operation: string])[] = [
  [/^POST \/findings\/import$/, 'BatchImportFindings'],
  [/^PATCH \/findings\/batchupdate$/, 'BatchUpdateFindings'],
  [/^PUT \/[^/]+\/.+/, 'PutObject'],
  [/^GET \/[^/]+\/\?(?:.*&)?versions/, 'ListObjectVersions'],
  [/^GET \/[^/]+\/[^?]+/, 'GetObject'],
];

/** JSON services name it in a header, IAM in the body, REST services by what is asked where. */
function operationOf({ headers, method, url = '' }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  const [, action] = /^Action=(\w+)/.exec(body) ?? [];
  if (action !== undefined) return action;
  const request = `${method} ${url}`;
  const [, operation] = ROUTES.find(([route]) => route.test(request)) ?? [];
  return operation ?? request;
}

/** The client checks that what SQS received is what it sent. */
function received(body: string): Pick<Answer, 'output'> {
  const { Entries }: { Entries: readonly { readonly Id: string; readonly MessageBody: string }[] } =
    JSON.parse(body);
  const Successful = Entries.map(({ Id, MessageBody }) => ({
    Id,
    MessageId: Id,
    MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
  }));
  return { output: { Successful } };
}

function write(
  response: ServerResponse,
  { client, operation, output, error }: Partial<Answer> & Pick<Answer, 'output'>,
): void {
  if (error !== undefined) {
    const xml = `<Error><Code>${error.replace(/Exception$/, '')}</Code><Message>none</Message></Error>`;
    response
      .writeHead(404, { 'content-type': 'text/xml' })
      .end(client === 'IAMClient' ? `<ErrorResponse>${xml}</ErrorResponse>` : xml);
    return;
  }
  const { $metadata: _, ...members }: Readonly<Record<string, unknown>> = Object(output);
  const version = members['VersionId'];
  const headers = typeof version === 'string' ? { 'x-amz-version-id': version } : {};
  if (client === 'S3Client') {
    response
      .writeHead(200, { 'content-type': 'application/xml', ...headers })
      .end(`<Result>${xmlOf(members)}</Result>`);
  } else if (client === 'SNSClient') {
    const result = `<${operation}Result>${xmlOf(members)}</${operation}Result>`;
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(`<${operation}Response>${result}</${operation}Response>`);
  } else {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(wireText(members));
  }
}

/** As far as anybody here asks: an empty bucket has nothing but plain members. */
const xmlOf = (members: object): string =>
  Object.entries(members)
    .filter(([, value]) => ['string', 'boolean', 'number'].includes(typeof value))
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');

/** As AWS's JSON protocols have it: seconds, and base64. */
function wireText(members: object): string {
  return JSON.stringify(members, function (this: object, key, printed: unknown) {
    // JSON.stringify has made a text of a Date before it asks here.
    const value: unknown = Reflect.get(this, key);
    if (value instanceof Date) return value.getTime() / 1000;
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : printed;
  });
}
