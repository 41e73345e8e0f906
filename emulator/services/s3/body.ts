import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { AwsError, EmulatorError } from '../../errors.ts';

/** Reads the stream of an input before the handler runs; a body that is in memory needs no reading. */
export function receive(input: object): Promise<object> | undefined {
  const body: unknown = Reflect.get(input, 'Body');
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return undefined;
  return collected(body).then((Body) => ({ ...input, Body }));
}

async function collected(body: unknown): Promise<Buffer> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  if (!isAsyncIterable(body)) {
    throw new EmulatorError(`a body is a string, bytes, a stream or a Blob, not ${typeof body}`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string | Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** The bytes of an input whose stream was read. */
export function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new EmulatorError(`a body of ${typeof body} reached S3 unread`);
}

/** A body as the SDK answers it: a stream that can be transformed once. */
export function streamOf(bytes: Buffer): NonNullable<GetObjectCommandOutput['Body']> {
  const stream = new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
  const taken = () => {
    if (stream.readableEnded || stream.destroyed) throw new Error('The stream has already been transformed.');
    stream.destroy();
    return bytes;
  };
  return Object.assign(stream, {
    transformToByteArray: async () => Uint8Array.from(taken()),
    transformToString: async (encoding?: string) => decoded(taken(), encoding),
    transformToWebStream: () => new Blob([Uint8Array.from(taken())]).stream(),
  });
}

function decoded(bytes: Buffer, encoding = 'utf8'): string {
  return Buffer.isEncoding(encoding) ? bytes.toString(encoding) : new TextDecoder(encoding).decode(bytes);
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** The part of a body that a `Range` header asks for; undefined: all of it. */
export function rangeOf(
  range: string | undefined,
  length: number,
): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = RANGE.exec(range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (start >= length || end < start) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  }
  return { start, end };
}
