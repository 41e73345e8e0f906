import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf, sha256 } from '../../engine/canonical.ts';
import type { Json } from '../../resources/resource.ts';

const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

describe('canonical JSON', () => {
  it('gives the bytes of RFC 8785 section 3.2.4 for its sample', () => {
    const sample = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(Buffer.from(canonicalJson(sample)).toString('hex')).toBe(
      [
        '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a',
        '5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c',
        '22737472696e67223a22e282ac245c75303030665c6e41274',
        '25c225c5c5c5c5c222f227d',
      ].join(''),
    );
  });

  it('sorts members by UTF-16 code units, as in RFC 8785 section 3.2.3', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(sample)))).toHaveLength(7);
    expect([...canonicalJson(sample).matchAll(/:"([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number of bits %s as %s, RFC 8785 appendix B', (bits, text) => {
    expect(canonicalJson(double(bits))).toBe(text);
  });

  it.each([
    ['7fffffffffffffff'],
    ['7ff0000000000000'],
    ['fff0000000000000'],
  ])('refuses the number of bits %s, which JSON has no form for', (bits) => {
    expect(() => canonicalJson(double(bits))).toThrow(
      new RangeError(`${double(bits)} has no canonical JSON form; use a finite number`),
    );
  });

  it.each([['\ud800'], ['\udead'], ['a\udc00b']])('refuses a lone surrogate as value and as name', (text) => {
    expect(() => canonicalJson(text)).toThrow(/lone surrogate/);
    expect(() => canonicalJson({ [text]: 1 })).toThrow(/lone surrogate/);
  });

  it.each<[string, Json | undefined, string]>([
    ['an empty object', {}, '{}'],
    ['an empty list', [], '[]'],
    [
      'nesting',
      { b: [{ z: 1, a: { d: [], c: {} } }], a: null },
      '{"a":null,"b":[{"a":{"c":{},"d":[]},"z":1}]}',
    ],
    ['an undefined member', { b: undefined, a: 1 }, '{"a":1}'],
    ['an object of undefined members alone', { a: undefined }, '{}'],
    ['nothing at all', undefined, 'null'],
    ['numeric names, as text', { '10': 1, '9': 2 }, '{"10":1,"9":2}'],
    ['the empty name', { '': 1, a: 2 }, '{"":1,"a":2}'],
    [
      'a name that objects inherit',
      JSON.parse('{"toString":1,"__proto__":2}'),
      '{"__proto__":2,"toString":1}',
    ],
    ['control characters', '\u0000\b\t\n\f\r\u001f\u007f', '"\\u0000\\b\\t\\n\\f\\r\\u001f\u007f"'],
    ['characters that need no escape', '/\u2028\u2029é', '"/\u2028\u2029é"'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

  it('keeps the value, and gives the same text again', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });
});

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j is the known answer of FIPS 180, for text and for bytes', (text, digest) => {
    expect(sha256(text)).toBe(digest);
    expect(sha256(Buffer.from(text))).toBe(digest);
  });

  it('of JSON is that of its canonical UTF-8 bytes', () => {
    const expected = createHash('sha256').update(Buffer.from('{"a":"é","b":1}', 'utf8')).digest('hex');
    expect(digestOf({ b: 1, a: 'é' })).toBe(expected);
  });
});
