import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../../adapters/templates/parse.ts';
import { UnusableInputError } from '../../../adapters/unusable.ts';

const parsed = async (text: string, file = 't.yaml') => (await parseTemplate(text, file)).value;

async function refusal(text: string, file: string): Promise<string> {
  try {
    await parseTemplate(text, file);
  } catch (error) {
    if (error instanceof UnusableInputError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('YAML', () => {
  test.each<[string, unknown]>([
    ['!Ref X', { Ref: 'X' }],
    ['!Ref On', { Ref: 'On' }],
    ['!GetAtt X.Arn', { 'Fn::GetAtt': ['X', 'Arn'] }],
    ['!GetAtt X.Outputs.Arn', { 'Fn::GetAtt': ['X', 'Outputs.Arn'] }],
    ['!GetAtt [X, Arn]', { 'Fn::GetAtt': ['X', 'Arn'] }],
    ['!Sub "a-${X}"', { 'Fn::Sub': 'a-${X}' }],
    ['!Sub ["${x}", {x: !Ref X}]', { 'Fn::Sub': ['${x}', { x: { Ref: 'X' } }] }],
    ['!Join ["", [a, !Ref X]]', { 'Fn::Join': ['', ['a', { Ref: 'X' }]] }],
    ['!If [C, 1, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] }],
    ['!Equals [a, b]', { 'Fn::Equals': ['a', 'b'] }],
    [
      '!And [!Condition A, !Not [!Condition B]]',
      { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ Condition: 'B' }] }] },
    ],
    ['!Or [!Condition A]', { 'Fn::Or': [{ Condition: 'A' }] }],
    ['!FindInMap [M, a, b]', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
    ['!Select [0, !Split [",", "a,b"]]', { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }],
    ['!Base64 text', { 'Fn::Base64': 'text' }],
    ['!ImportValue x', { 'Fn::ImportValue': 'x' }],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['!Cidr [a, 1, 2]', { 'Fn::Cidr': ['a', 1, 2] }],
    ['!Transform {Name: M}', { 'Fn::Transform': { Name: 'M' } }],
    ['!ToJsonString {a: 1}', { 'Fn::ToJsonString': { a: 1 } }],
    ['!Length [a]', { 'Fn::Length': ['a'] }],
    ['2012-10-17', '2012-10-17'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['012345678901', '012345678901'],
    ['1.10', '1.10'],
    ['12:30:45', '12:30:45'],
    ['1.5', 1.5],
    ['yes', true],
    ['Off', false],
    ['"yes"', 'yes'],
    ['!!str 5', '5'],
    ['~', null],
    ['', null],
  ])('%s', async (text, value) => {
    expect(await parsed(`a: ${text}`)).toEqual({ a: value });
  });

  test('aliases and merges are followed', async () => {
    expect(await parsed('a: &x {q: 1, r: 1}\nb:\n  <<: *x\n  r: 2\nc: *x')).toEqual({
      a: { q: 1, r: 1 },
      b: { q: 1, r: 2 },
      c: { q: 1, r: 1 },
    });
  });

  test('a key called __proto__ is a key', async () => {
    expect(Object.keys((await parsed('__proto__: {a: 1}')) as object)).toEqual(['__proto__']);
  });
});

const deep = '['.repeat(200_000);
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const previous = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(10).fill(previous).join(', ')}]`;
  }),
].join('\n');

test.each<[string, string, string, string]>([
  ['an empty text', 't.json', '', 't.json: expected a template or a plan, found an empty file'],
  [
    'a truncated object',
    't.json',
    '{\n  "a": 1,',
    't.json: line 2, column 10: expected a key in double quotes, found the end of the file (is it truncated?)',
  ],
  [
    'a truncated text',
    't.json',
    '{"a": "x',
    't.json: line 1, column 7: expected a JSON string, closed and well escaped (is the file truncated?)',
  ],
  [
    'a bad escape',
    't.json',
    '{"a": "\\x"}',
    't.json: line 1, column 7: expected a JSON string, closed and well escaped (is the file truncated?)',
  ],
  [
    'a missing comma',
    't.json',
    '{"a": 1 "b": 2}',
    't.json: line 1, column 9: expected "," or "}", found "\\""',
  ],
  ['no value', 't.json', '{"a": }', 't.json: line 1, column 7: expected a JSON value, found "}"'],
  [
    'something behind',
    't.json',
    '{} {}',
    't.json: line 1, column 4: expected the end of the file, found "{"',
  ],
  [
    'a key twice in JSON',
    't.json',
    '{"a": 1,\n "\\u0061": 2}',
    't.json: line 2, column 2: expected each key once, found "a" again',
  ],
  [
    'a key twice in YAML',
    't.yaml',
    'a: 1\na: 2',
    't.yaml: line 2, column 1: expected each key once, found "a" again',
  ],
  [
    'deep JSON',
    't.json',
    `${deep}${']'.repeat(200_000)}`,
    't.json: line 1, column 201: expected at most 200 levels of nesting',
  ],
  [
    'deep, truncated JSON',
    't.json',
    deep,
    't.json: line 1, column 201: expected at most 200 levels of nesting',
  ],
  ['an alias bomb', 't.yaml', bomb, 'expected at most 500000 values, aliases expanded'],
  ['an alias of itself', 't.yaml', 'a: &a [*a]', 'expected at most 200 levels of nesting'],
  [
    'a foreign tag',
    't.yaml',
    'a:\n  b: !Foo x',
    "t.yaml: line 2, column 11: expected one of CloudFormation's tags, found !Foo",
  ],
  [
    'two documents',
    't.yaml',
    'a: 1\n---\nb: 2',
    't.yaml: line 2, column 1: expected one YAML document, found another',
  ],
  ['a list left open', 't.yaml', 'a: [b', 't.yaml: line 1, column 6: expected YAML'],
  ['a list as key', 't.yaml', '? [a]\n: b', 't.yaml: line 1, column 3: expected a text as key'],
  ['too much YAML', 't.yaml', `a: ${'x'.repeat(4_200_000)}`, 't.yaml: expected at most 4 MB of YAML'],
])('%s is refused with its place', async (_, file, text, message) => {
  expect(await refusal(text, file)).toContain(message);
});

test.each([
  '- '.repeat(100_000),
  `a: ${deep}${']'.repeat(200_000)}`,
])('deep YAML is refused', async (text) => {
  expect(await refusal(text, 't.yaml')).toContain('expected at most 200 levels of nesting');
});

test('a byte order mark is no part of the text', async () => {
  expect(await parsed('\uFEFF{"a": 1}', 't.json')).toEqual({ a: 1 });
  expect(await parsed('\uFEFFa: 1')).toEqual({ a: 1 });
});

test('YAML may be written as flow where the name says that it is YAML', async () => {
  expect(await parsed('{a: !Ref b}', 't.yml')).toEqual({ a: { Ref: 'b' } });
});

test.each<[string, string]>([
  ['t.yaml', 'Parameters:\n  Key: {}\nResources:\n  Other: {}\n  Key:\n    Type: X\n'],
  ['t.json', '{"Outputs": "Key",\n"Resources": {\n"Other": {"Ref": "Key"},\n\n"Key": {}}}'],
])('the line of a logical id is found in %s', async (file, text) => {
  const { lineOf } = await parseTemplate(text, file);
  expect([lineOf('Key'), lineOf('Nobody')]).toEqual([5, undefined]);
});

test('any JSON is read as JSON.parse reads it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
      async (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(await parsed(text, 't.json')).toEqual(JSON.parse(text));
      },
    ),
  );
});

test('a key that stands twice is found wherever it stands, whatever stands around it', async () => {
  const key = fc.string();
  await fc.assert(
    fc.asyncProperty(key, fc.jsonValue(), fc.jsonValue(), async (name, first, second) => {
      const [k, a, b] = [name, first, second].map((part) => JSON.stringify(part));
      expect(await refusal(`[${a}, {${k}: ${a}, ${k}: ${b}}]`, 't.json')).toContain('expected each key once');
    }),
  );
});

test('any cut or bent JSON is refused with a line, never with a stack', async () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(
      object,
      fc.nat(),
      fc.constantFrom('', '"', '{', ']', ',', '\\'),
      async (value, at, bent) => {
        const text = JSON.stringify(value);
        const cut = text.slice(0, 1 + (at % (text.length - 1))) + bent;
        const message = await refusal(cut, 't.json');
        if (message !== 'accepted')
          expect(message).toMatch(/^t\.json: line [0-9]+, column [0-9]+: expected [^\n]+$/);
        else expect(() => JSON.parse(cut)).not.toThrow();
      },
    ),
  );
});
