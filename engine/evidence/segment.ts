import { gunzipSync, gzipSync } from 'node:zlib';
import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson, sha256 } from '../canonical.ts';
import { type Shard, segmentKey } from './layout.ts';
import { leafHash, merkleTree, toHex } from './merkle.ts';
import type { EvidenceRecord } from './record.ts';

export const SEGMENT_SCHEMA = 'assay.segment/1';

/** The first line of a segment. */
export interface SegmentHeader extends Shard {
  readonly schema: typeof SEGMENT_SCHEMA;
  /** From 1, without gaps. */
  readonly number: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** ISO 8601; no record in it is later. */
  readonly closedAt: string;
  /** `segmentHash` of the one before; null for the first. */
  readonly previous: string | null;
}

/** What a seal says of a segment. All hashes are hex SHA-256. */
export interface SegmentEntry {
  readonly number: number;
  readonly key: string;
  /** Of the S3 object: a locked bucket still takes a newer version on top. */
  readonly versionId?: string;
  readonly compressed: string;
  readonly content: string;
  readonly count: number;
  /** Sequence of the first record. */
  readonly first: number;
  /** RFC 6962 root over the record lines, the header left out. */
  readonly root: string;
}

// Past any segment we write; a crafted one must not fill the memory of whoever verifies it.
const MAX_CONTENT_BYTES = 256 * 1024 * 1024;
// Magic, deflate, no flags, no time, no extra flags, unknown system: the same bytes on every machine.
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

export interface NewSegment extends Shard {
  readonly number: number;
  readonly previous: string | null;
  readonly closedAt: string;
  /** At least one, in sequence. */
  readonly records: readonly EvidenceRecord[];
}

/** A segment's file and what a seal says of it: canonical lines, gzip without time or system. */
export function buildSegment({ records, ...segment }: NewSegment): {
  bytes: Uint8Array;
  entry: SegmentEntry;
} {
  const [first, last] = [records[0]?.sequence, records.at(-1)?.sequence];
  if (first === undefined || last !== first + records.length - 1) {
    throw new RangeError(
      `segment ${segment.number} got ${records.length} records from ${first} to ${last}; sequences must follow one another`,
    );
  }
  const header: SegmentHeader = { schema: SEGMENT_SCHEMA, ...segment, first, last, count: records.length };
  const lines = [header, ...records].map((line) => canonicalJson(line as unknown as JsonObject));
  const content = Buffer.from(`${lines.join('\n')}\n`);
  const bytes = new Uint8Array(gzipSync(content));
  bytes.set(GZIP_HEADER);
  return { bytes, entry: entryOf({ header, bytes, content }) };
}

/** A segment as read; `content` and `header` are missing when it is no gzip, or its first line no header of ours. */
export interface OpenedSegment {
  readonly compressed: string;
  readonly content?: Buffer;
  readonly header?: SegmentHeader;
  /** Its envelope is the one that we write. */
  readonly isOurEnvelope: boolean;
}

export function openSegment(bytes: Uint8Array): OpenedSegment {
  const compressed = sha256(bytes);
  const isOurEnvelope = GZIP_HEADER.every((byte, index) => bytes[index] === byte);
  const content = gunzip(bytes);
  if (!content) return { compressed, isOurEnvelope };
  const header = headerOf(content);
  return { compressed, content, isOurEnvelope, ...(header && { header }) };
}

function gunzip(bytes: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_CONTENT_BYTES });
  } catch {
    // Whoever changed it need not have left a gzip file; the hash of its bytes already says so.
    return undefined;
  }
}

function headerOf(content: Buffer): SegmentHeader | undefined {
  const header = parseObject(content.subarray(0, Math.max(content.indexOf(0x0a), 0)).toString());
  const isHeader =
    typeof header?.['schema'] === 'string' &&
    header['schema'].startsWith('assay.segment/') &&
    typeof header['account'] === 'string' &&
    typeof header['region'] === 'string' &&
    typeof header['closedAt'] === 'string' &&
    ['number', 'first', 'last', 'count'].every((name) => Number.isSafeInteger(header[name]));
  return isHeader ? (header as unknown as SegmentHeader) : undefined;
}

/** The JSON object in a text, undefined if it holds anything else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Each record line of a segment's content, without its line feed. Not to be kept: all share one buffer. */
export function* recordLines(content: Buffer): Generator<Buffer> {
  let start = content.indexOf(0x0a) + 1;
  while (start > 0 && start < content.length) {
    const feed = content.indexOf(0x0a, start);
    const end = feed === -1 ? content.length : feed;
    yield content.subarray(start, end);
    start = end + 1;
  }
}

/** What a seal should say of this segment. */
export function entryOf(segment: {
  header: SegmentHeader;
  bytes: Uint8Array;
  content: Buffer;
}): SegmentEntry {
  const tree = merkleTree();
  for (const line of recordLines(segment.content)) tree.add(leafHash(line));
  const { header } = segment;
  return {
    number: header.number,
    key: segmentKey(header, header.number, header.closedAt),
    compressed: sha256(segment.bytes),
    content: sha256(segment.content),
    count: tree.size,
    first: header.first,
    root: toHex(tree.root()),
  };
}

/** RFC 6962 leaf hash of the entry without its version, which a copy outside S3 does not have. */
export function segmentHash({ versionId: _versionId, ...entry }: SegmentEntry): Uint8Array {
  return leafHash(Buffer.from(canonicalJson(entry)));
}
