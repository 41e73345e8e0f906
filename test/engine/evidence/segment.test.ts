import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../../engine/canonical.ts';
import { toHex } from '../../../engine/evidence/merkle.ts';
import {
  buildSegment,
  openSegment,
  parseObject,
  recordLines,
  type SegmentHeader,
  segmentHash,
} from '../../../engine/evidence/segment.ts';
import { home, recordAt } from './archive.ts';

const time = new Date('2026-03-01T20:00:00.000Z');
const newSegment = {
  ...home,
  number: 1,
  previous: null,
  closedAt: time.toISOString(),
  records: [{ ...recordAt(time, 1), sequence: 1 }],
};
const { bytes, entry } = buildSegment(newSegment);

const header: SegmentHeader = {
  ...home,
  schema: 'assay.segment/1',
  number: 1,
  first: 1,
  last: 1,
  count: 1,
  closedAt: time.toISOString(),
  previous: null,
};

const openedWith = (member: object) =>
  openSegment(gzipSync(`${JSON.stringify({ ...header, ...member })}\n{}\n`));

describe('a segment as it is read', () => {
  it('has its content, its header and our envelope', () => {
    expect(openSegment(bytes)).toMatchObject({ compressed: sha256(bytes), header, isOurEnvelope: true });
  });

  it('is not in our envelope where one byte of that is another', () => {
    const other = Uint8Array.from(bytes);
    other[4] = 1;
    expect(openSegment(other)).toMatchObject({ header, isOurEnvelope: false });
  });

  it('is what its bytes are where it is no gzip', () => {
    const garbage = Buffer.from('nonsense');
    expect(openSegment(garbage)).toEqual({ compressed: sha256(garbage), isOurEnvelope: false });
  });

  // 257 MiB of zeros, as one gzip member a mebibyte.
  it('is no gzip where it would fill the memory', () => {
    const member = gzipSync(Buffer.alloc(1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 257 }, () => member));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(openSegment(bomb)).not.toHaveProperty('content');
  });

  it.each<[string, object]>([
    ['version', { schema: 1 }],
    ['version of ours', { schema: 'another.segment/1' }],
    ['account', { account: 1 }],
    ['Region', { region: null }],
    ['time', { closedAt: 1 }],
    ['number', { number: '1' }],
    ['first record', { first: 0.5 }],
    ['last record', { last: null }],
    ['count', { count: '1' }],
  ])('has no header where that has no %s', (_name, member) => {
    expect(openedWith({})).toHaveProperty('header');
    const opened = openedWith(member);
    expect(opened).toHaveProperty('content');
    expect(opened).not.toHaveProperty('header');
  });

  it.each(['', 'nonsense\n', '[]\n', JSON.stringify(header)])('has no header in %j', (content) => {
    expect(openSegment(gzipSync(content))).not.toHaveProperty('header');
  });

  it('has a header of a version that is to come', () => {
    expect(openedWith({ schema: 'assay.segment/2' })).toHaveProperty('header.schema', 'assay.segment/2');
  });
});

describe('a segment as it is written', () => {
  const { content = Buffer.of() } = openSegment(bytes);
  const [line = ''] = Array.from(recordLines(content), String);

  it('is told by a seal by its hashes, its place and what is in it', () => {
    expect(line).toContain('notebook-1');
    expect(entry).toEqual({
      number: 1,
      key: `evidence/${home.account}/${home.region}/2026/03/01/segment-000000000001.ndjson.gz`,
      compressed: sha256(bytes),
      content: sha256(content),
      count: 1,
      first: 1,
      // Of a tree of one, its only leaf.
      root: sha256(`\0${line}`),
    });
  });

  it('has the same hash with its version and without it, and another for another member', () => {
    expect(toHex(segmentHash(entry))).toBe(sha256(`\0${canonicalJson({ ...entry })}`));
    expect(segmentHash({ ...entry, versionId: 'v1' })).toEqual(segmentHash(entry));
    expect(segmentHash({ ...entry, first: 2 })).not.toEqual(segmentHash(entry));
  });

  it.each<[string, readonly number[], string]>([
    ['without records', [], '0 records from undefined to undefined'],
    ['with a gap', [1, 3], '2 records from 1 to 3'],
  ])('is refused %s', (_name, sequences, said) => {
    const records = sequences.map((sequence) => ({ ...recordAt(time, 1), sequence }));
    expect(() => buildSegment({ ...newSegment, records })).toThrow(
      new RangeError(`segment 1 got ${said}; sequences must follow one another`),
    );
  });
});

describe('the lines of a segment', () => {
  it.each([
    ['header\na\nb\n', ['a', 'b']],
    ['header\na\nb', ['a', 'b']],
    ['header\n\na\n', ['', 'a']],
    ['header\n', []],
    ['header', []],
    ['', []],
  ])('in %j are %j', (content, lines) => {
    expect(Array.from(recordLines(Buffer.from(content)), String)).toEqual(lines);
  });
});

describe('the object in a text', () => {
  it('is what JSON says', () => expect(parseObject('{"a":[1]}')).toEqual({ a: [1] }));

  it.each(['[]', 'null', '1', '"a"', 'true', '{', ''])('is none in %j', (text) => {
    expect(parseObject(text)).toBeUndefined();
  });
});
