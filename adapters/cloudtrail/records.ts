import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnusableInputError } from '../unusable.ts';
import { NotRecordsError, RecordSplitter } from './record-splitter.ts';

/** One record of a file, parsed; or why it cannot be. `at` is its byte offset, unzipped. */
export type ReadRecord =
  | { readonly at: number; readonly record: unknown }
  | { readonly at: number; readonly problem: string };

const LOG_FILE = /\.(json|ndjson|jsonl|json\.gz|ndjson\.gz|jsonl\.gz|log\.gz)$/i;
/** Beside the logs in every trail's bucket: hashes of log files, no records. */
const DIGEST = /[\\/]CloudTrail-Digest[\\/]/;
const CHUNK_BYTES = 1 << 20;

/**
 * The log files that a path names: the file itself, or those in a folder and below, by name.
 * @throws UnusableInputError
 */
export function findLogFiles(path: string): readonly string[] {
  const isFolder = isDirectory(path);
  if (!isFolder) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && LOG_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !DIGEST.test(file))
    .sort();
  if (files.length > 0) return files;
  throw new UnusableInputError({
    file: path,
    expectation: 'no .json, .ndjson or .json.gz file in this folder, expected CloudTrail files or events',
  });
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UnusableInputError({
      file: path,
      expectation: `cannot be read (${reason}), expected a file or folder of CloudTrail records`,
      cause: error,
    });
  }
}

/**
 * Every record of a file, in batches: log files, lists, NDJSON, single records, EventBridge envelopes; gzip too.
 * Memory is a few chunks, whatever the file's size; a step of an async iterator for each record would cost as much
 * as locating it.
 * @throws UnusableInputError when the file as a whole is no record file (any more)
 */
export async function* recordsOf(file: string): AsyncGenerator<readonly ReadRecord[]> {
  const splitter = new RecordSplitter();
  let batch: ReadRecord[] = [];
  try {
    for await (const chunk of bytesOf(file)) {
      for (const each of splitter.push(chunk)) batch.push('text' in each ? parsed(each.at, each.text) : each);
      yield batch;
      batch = [];
    }
    splitter.end();
  } catch (error) {
    // What stood before the fault is good.
    yield batch;
    throw unusable(file, error);
  }
}

function parsed(at: number, text: string): ReadRecord {
  try {
    return { at, record: lookedUp(JSON.parse(text)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { at, problem: `not JSON: ${message.slice(0, 120)}` };
  }
}

/** `lookup-events` gives the record as text within its own summary of it. */
function lookedUp(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('CloudTrailEvent' in value)) return value;
  return typeof value.CloudTrailEvent === 'string' ? JSON.parse(value.CloudTrailEvent) : value;
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const head = headOf(file);
  if (head.length === 0) throw new NotRecordsError('the file is empty, expected CloudTrail records');
  const isZipped = isGzip(head);
  if (!isZipped && file.toLowerCase().endsWith('.gz')) {
    throw new NotRecordsError('its name says gzip but its content is not, expected a gzip file');
  }
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (!isZipped) {
    yield* source;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // Errors of either end the iteration below, and its end closes both.
  pipeline(source, gunzip, () => {});
  let isFirst = true;
  for await (const chunk of gunzip) {
    if (isFirst && isGzip(chunk))
      throw new NotRecordsError('it is zipped twice, expected CloudTrail records in one gzip');
    isFirst = false;
    yield chunk;
  }
  if (isFirst) throw new NotRecordsError('it is empty inside, expected CloudTrail records');
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function headOf(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(2);
    return head.subarray(0, readSync(descriptor, head, 0, 2, 0));
  } finally {
    closeSync(descriptor);
  }
}

function unusable(file: string, error: unknown): unknown {
  if (error instanceof NotRecordsError)
    return new UnusableInputError({ file, expectation: error.message, cause: error });
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const expectation = code.startsWith('Z_')
    ? `the gzip data is damaged or cut off (${error instanceof Error ? error.message : code}), expected a whole gzip file`
    : `cannot be read (${code}), expected a file of CloudTrail records`;
  return new UnusableInputError({ file, expectation, cause: error });
}
