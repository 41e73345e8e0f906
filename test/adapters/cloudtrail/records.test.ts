import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { findLogFiles, type ReadRecord, recordsOf } from '../../../adapters/cloudtrail/records.ts';
import { UnusableInputError } from '../../../adapters/unusable.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function read(file: string): Promise<{ records: ReadRecord[]; error?: string }> {
  const records: ReadRecord[] = [];
  try {
    for await (const batch of recordsOf(file)) records.push(...batch);
    return { records };
  } catch (error) {
    if (error instanceof UnusableInputError) return { records, error: error.message };
    throw error;
  }
}

const log = JSON.stringify({ Records: [{ eventName: 'A' }, { eventName: 'B' }] });
const both = [{ eventName: 'A' }, { eventName: 'B' }];

describe('the records of a file', () => {
  it.each<[string, string | Buffer]>([
    ['plain.json', log],
    ['zipped.json.gz', gzipSync(log)],
    ['zipped-without-saying.json', gzipSync(log)],
    ['in-two-members.json.gz', Buffer.concat([gzipSync(log.slice(0, 20)), gzipSync(log.slice(20))])],
    [
      'looked-up.json',
      JSON.stringify({
        Events: both.map((each) => ({ EventId: 'x', CloudTrailEvent: JSON.stringify(each) })),
      }),
    ],
  ])('%s', async (name, content) => {
    const { records, error } = await read(fileWith(name, content));
    expect(error).toBeUndefined();
    expect(records.map((each) => 'record' in each && each.record)).toEqual(both);
  });

  it('keep a bad one in its place', async () => {
    const { records, error } = await read(
      fileWith('bad.ndjson', '{"a":1}\n{"a":\n{"CloudTrailEvent":"{"}\n{"b":2}\n'),
    );
    expect(error).toBeUndefined();
    expect(records.map((each) => ('record' in each ? each.record : each.problem.slice(0, 8)))).toEqual([
      { a: 1 },
      'not JSON',
      'not JSON',
      { b: 2 },
    ]);
  });
});

describe('a file that is unusable', () => {
  const zipped = gzipSync(log);
  it.each<[string, string | Buffer, RegExp]>([
    ['empty.json', '', /the file is empty, expected CloudTrail records/],
    ['blank.json', '\n\n', /holds no record/],
    ['empty-inside.json.gz', gzipSync(''), /empty inside/],
    ['not-zipped.json.gz', log, /expected a gzip file/],
    ['cut-off.json.gz', zipped.subarray(0, zipped.length - 12), /damaged or cut off/],
    [
      'damaged.json.gz',
      Buffer.concat([zipped.subarray(0, 20), Buffer.from('rubbish'), zipped.subarray(27)]),
      /damaged/,
    ],
    ['twice.json.gz', gzipSync(zipped), /zipped twice/],
    ['more-behind.json.gz', Buffer.concat([zipped, Buffer.from('{"eventName":"hidden"}')]), /damaged/],
    ['binary.json', Buffer.from([0, 1, 2, 3]), /found byte 0x00/],
    ['cut-off.json', log.slice(0, -3), /ends within the list|ends within a record/],
  ])('%s is refused in one line', async (name, content, message) => {
    const file = fileWith(name, content);
    const { error } = await read(file);
    expect(error).toMatch(message);
    expect(error?.startsWith(`${file}: `)).toBe(true);
    expect(error).not.toContain('\n');
  });

  it('gives the records before the place where it ends', async () => {
    const { records, error } = await read(fileWith('half.ndjson', '{"a":1}\n{"b":'));
    expect(records).toEqual([{ at: 0, record: { a: 1 } }]);
    expect(error).toContain('byte 8');
  });
});

describe('the log files of a path', () => {
  it('are those of a folder and below, by name, without the digests beside them', () => {
    const root = 'logs/AWSLogs/1';
    const wanted = [
      fileWith(`${root}/CloudTrail/eu-west-1/a.json.gz`, ''),
      fileWith(`${root}/CloudTrail/eu-west-1/b.json`, ''),
      fileWith(`${root}/c.ndjson`, ''),
    ];
    fileWith(`${root}/CloudTrail-Digest/eu-west-1/d.json.gz`, '');
    fileWith(`${root}/README.txt`, '');
    expect(findLogFiles(join(folder, 'logs'))).toEqual(wanted);
  });

  it.each([
    ['nothing-there', /cannot be read \(ENOENT\)/],
    ['nothing-usable', /no \.json, \.ndjson or \.json\.gz file in this folder/],
  ])('%s: one line says so', (name, message) => {
    mkdirSync(join(folder, 'nothing-usable'), { recursive: true });
    expect(() => findLogFiles(join(folder, name))).toThrow(UnusableInputError);
    expect(() => findLogFiles(join(folder, name))).toThrow(message);
  });
});
