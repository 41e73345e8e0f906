import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NotRecordsError,
  RecordSplitter,
  type RecordText,
} from '../../../adapters/cloudtrail/record-splitter.ts';

interface Split {
  readonly records: readonly RecordText[];
  /** What end() or push() threw. */
  readonly error: string | undefined;
}

function split(chunks: readonly (string | Buffer)[]): Split {
  const splitter = new RecordSplitter();
  const records: RecordText[] = [];
  try {
    for (const chunk of chunks) records.push(...splitter.push(Buffer.from(chunk)));
    splitter.end();
    return { records, error: undefined };
  } catch (error) {
    if (error instanceof NotRecordsError) return { records, error: error.message };
    throw error;
  }
}

const valuesOf = ({ records }: Split): unknown[] =>
  records.map((record) => ('text' in record ? JSON.parse(record.text) : record.problem));

const one = { eventName: 'A', nested: { list: [1, { deep: '}]"{' }] } };
const two = { eventName: 'B\\"\n', text: 'Ünïcödé 🙂' };

/** Every format that a list of records comes in. */
const formats: Readonly<Record<string, (records: readonly object[]) => string>> = {
  'log file': (records) => JSON.stringify({ Records: records }),
  'pretty log file': (records) => JSON.stringify({ Records: records }, null, 2),
  'log file with more in it': (records) =>
    `{"Records":${JSON.stringify(records)},"more":{"a":["]}",{}]},"z":"}"}`,
  'lookup-events': (records) => JSON.stringify({ Events: records, NextToken: 'a}b' }),
  'two log files': (records) =>
    `${JSON.stringify({ Records: records.slice(0, 1) })}\n${JSON.stringify({ Records: records.slice(1) })}`,
  list: (records) => JSON.stringify(records),
  'pretty list': (records) => JSON.stringify(records, null, 2),
  NDJSON: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  'NDJSON without a last line break': (records) => records.map((record) => JSON.stringify(record)).join('\n'),
  'NDJSON of Windows, with a BOM': (records) =>
    `\uFEFF${records.map((record) => `${JSON.stringify(record)}\r\n`).join('')}`,
  concatenated: (records) => records.map((record) => JSON.stringify(record)).join(''),
  'pretty, one after the other': (records) =>
    records.map((record) => JSON.stringify(record, null, 2)).join('\n'),
  'one line a member': (records) =>
    records.map((record) => JSON.stringify(record, null, 1).replaceAll(/\n +/g, '\n')).join('\n'),
};

/** The bytes, cut at these places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe.each(Object.entries(formats))('%s', (_name, format) => {
  it('gives every record, cut into single bytes or not at all', () => {
    const text = format([one, two, {}, one]);
    expect(split([text]).error).toBeUndefined();
    expect(valuesOf(split([text]))).toEqual([one, two, {}, one]);
    const bytes = Array.from(Buffer.from(text), (byte) => Buffer.from([byte]));
    expect(split(bytes)).toEqual(split([text]));
  });

  it('gives any records, cut anywhere', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('Records', '__proto__', '{', '"'));
    const records = fc.array(fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(records, fc.array(fc.nat(), { maxLength: 6 }), (list, places) => {
        // A record that looks like a log file is one.
        fc.pre(list.every((record) => !Array.isArray(record['Records'])));
        const text = format(list);
        const whole = split([text]);
        expect(whole.error).toBeUndefined();
        expect(valuesOf(whole)).toEqual(list.map((record) => JSON.parse(JSON.stringify(record))));
        expect(split(cut(text, places))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('is never mistaken for whole when its end is missing', () => {
    const text = format([one, two]).trimEnd();
    const bytes = Buffer.from(text);
    for (let length = 1; length < bytes.length; length += 1) {
      const { records, error } = split([bytes.subarray(0, length)]);
      if (error === undefined) expect(records.length).toBeLessThan(2);
    }
  });
});

describe('where a record begins', () => {
  it('is told in bytes', () => {
    const text = `{"a":"🙂"}\n{"b":1}`;
    expect(split([text]).records.map(({ at }) => at)).toEqual([0, 13]);
  });
});

describe('one bad record among good ones', () => {
  it.each<[string, string, unknown[]]>([
    [
      'a line that is no JSON',
      `${JSON.stringify(one)}\ngarbage {"a":1}\n{"b":2}\n`,
      [one, 'problem', { b: 2 }],
    ],
    ['the first line', `e":"cut off"}\n{"b":2}\n`, ['problem', { b: 2 }]],
    ['a line cut off', `{"a":1,"b":{"c":\n{"b":2}\n{"c":3}\n`, ['bad', { b: 2 }, { c: 3 }]],
    ['a line cut off after a comma', `{"a":1,\n{"b":2}\n`, ['bad', { b: 2 }]],
    ['a line cut off within a text', `{"a":"tex\n{"b":2}\n`, ['bad', { b: 2 }]],
    ['a line cut off within an escape', `{"a":"tex\\\n{"b":2}\n{"c":3}\n`, ['bad', { b: 2 }, { c: 3 }]],
    ['a line with a brace too many', `{"a":1}}\n{"b":2}\n`, [{ a: 1 }, 'problem', { b: 2 }]],
    ['a null in a list', '[{"a":1},null,{"b":2}]', [{ a: 1 }, null, { b: 2 }]],
    ['a text in a log file', '{"Records":[{"a":1},"x,]\\"y",{"b":2}]}', [{ a: 1 }, 'x,]"y', { b: 2 }]],
    ['a list in a list', '[[{"a":1},[2]],{"b":2}]', [[{ a: 1 }, [2]], { b: 2 }]],
    ['a record of the wrong brackets', '[{"a":[}],{"b":2}]', ['bad', { b: 2 }]],
    ['a list, one record a line, one cut off', '{"Records":[\n{"a":1,\n{"b":2}\n]}', ['bad', { b: 2 }]],
    ['one nested too deep', `[${'{"a":'.repeat(600)}1${'}'.repeat(600)},{"b":2}]`, ['problem', { b: 2 }]],
  ])('%s', (_name, text, expected) => {
    const found = split([text]);
    expect(found.error).toBeUndefined();
    const shown = found.records.map((record) => {
      if ('problem' in record) return 'problem';
      try {
        return JSON.parse(record.text);
      } catch {
        return 'bad';
      }
    });
    expect(shown).toEqual(expected);
    const bytes = Array.from(Buffer.from(text), (byte) => Buffer.from([byte]));
    expect(split(bytes)).toEqual(found);
  });
});

describe('what is no file of records', () => {
  it.each([
    ['nothing', '', /holds no record/],
    ['white space', ' \n\t\r\n', /holds no record/],
    ['an empty list', '[]', /holds no record/],
    ['a number', '42', /^at byte 0 found "4"/],
    ['a text', '"hello"', /^at byte 0 found """/],
    ['prose', 'hello\nworld\n', /^at byte 0 found "h"/],
    ['prose of one line', 'hello\n', /^at byte 0 found "h"/],
    ['binary', '\u0001\u0002\u0003', /^at byte 0 found byte 0x01/],
    ['binary with line breaks', '\u0001\n\u0002\n\u0003', /^at byte 0 found byte 0x01/],
    ['HCL', 'resource "aws_x" "y" {\n  a = 1\n}\n', /^at byte 0 found "r"/],
    ['half a log file', '{"Records":[{"a":1},', /within the list/],
    ['a log file without its last brace', '{"Records":[{"a":1}]', /closing brace/],
    ['half a record', '{"a":', /begins at byte 0/],
    ['half the word Records', '{"Reco', /begins at byte 0/],
    ['a brace', '{', /begins at byte 0/],
    ['half a list', '[{"a":1}', /within the list/],
    ['a list that was never begun', '[', /within the list/],
    ['200,000 open brackets', '['.repeat(200_000), /begins at byte 1/],
  ])('%s', (_name, text, message) => expect(split([text]).error).toMatch(message));

  it('is a record without end', () => {
    const splitter = new RecordSplitter();
    const chunk = Buffer.alloc(1 << 20, 'a');
    const feed = () => {
      Array.from(splitter.push(Buffer.from('{"a":"')));
      for (let megabytes = 0; megabytes < 64; megabytes += 1) Array.from(splitter.push(chunk));
    };
    expect(feed).toThrow('larger than 32 MB');
  });
});

describe('what is one, though it holds nothing', () => {
  it.each(['{"Records":[]}', '{ "Records" : [ ] }\n', '{"Records":[],"x":{}}'])('%s', (text) => {
    expect(split([text])).toEqual({ records: [], error: undefined });
  });
});
