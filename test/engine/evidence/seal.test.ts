import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../../engine/canonical.ts';
import {
  buildSeal,
  isCanonical,
  type NewSeal,
  type OtherSeal,
  parseSeal,
  type Seal,
} from '../../../engine/evidence/seal.ts';
import { buildSegment } from '../../../engine/evidence/segment.ts';
import { away, home, recordAt, testSigner } from './archive.ts';

const signer = testSigner();
const from = '2026-03-01T20:00:00.000Z';
const to = '2026-03-01T21:00:00.000Z';
const records = [{ ...recordAt(new Date(from), 1), sequence: 1 }];
const { entry } = buildSegment({ ...home, number: 1, previous: null, closedAt: from, records });

const newSeal: NewSeal = {
  ...home,
  number: 1,
  previous: null,
  from,
  to,
  created: to,
  firstSegment: 1,
  firstRecord: 1,
  segments: [entry],
  packDigest: 'a'.repeat(64),
  newestCloudTrailDigest: null,
  others: [],
  signer,
};

const built = (more: Partial<NewSeal> = {}): Seal => {
  const seal = parseSeal(buildSeal({ ...newSeal, ...more }));
  if (!seal) throw new Error('the seal of the test is none');
  return seal;
};

/** A seal of so many bytes, for its key's id is as long as it takes. */
function sealOf(bytes: number, more: Partial<NewSeal>): Uint8Array {
  const sized = (length: number) =>
    buildSeal({ ...newSeal, ...more, signer: { ...signer, keyId: 'k'.repeat(length) } });
  return sized(1 + bytes - sized(1).length);
}

describe('a seal as it is written', () => {
  it('has the version that readers know', () => expect(built().schema).toBe('assay.seal/1'));

  it('counts the records of all its segments', () => {
    const next = { ...entry, number: 2, first: 2, count: 3 };
    expect(built({ segments: [entry, next] }).records).toEqual({ first: 1, count: 4 });
  });

  it('names its key by its id and the hash of its DER', () => {
    const spki = createPublicKey(signer.publicKeyPem).export({ type: 'spki', format: 'der' });
    expect(built().key).toEqual({ id: signer.keyId, algorithm: 'ECDSA_SHA_256', fingerprint: sha256(spki) });
  });

  it('is refused with a key that is no P-256', () => {
    expect(() => buildSeal({ ...newSeal, signer: { ...signer, publicKeyPem: 'none' } })).toThrow(
      new TypeError(`the public key of ${signer.keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`),
    );
  });

  it('lists its segments up to 2,048 bytes', () => {
    const longest = sealOf(2048, {});
    expect(longest).toHaveLength(2048);
    expect(parseSeal(longest)).toHaveProperty('segments.list', [entry]);
    const keyId = `${parseSeal(longest)?.key.id}k`;
    expect(built({ signer: { ...signer, keyId } })).not.toHaveProperty('segments.list');
  });

  it('has no list where there is nothing to list', () => {
    expect(built({ segments: [] })).not.toHaveProperty('segments.list');
  });

  it('is refused past 4,096 bytes, which KMS signs', () => {
    const segments: NewSeal['segments'] = [];
    const longest = sealOf(4096, { segments });
    expect(longest).toHaveLength(4096);
    const keyId = `${parseSeal(longest)?.key.id}k`;
    expect(() => buildSeal({ ...newSeal, segments, signer: { ...signer, keyId } })).toThrow(
      new RangeError('seal 1 has 4097 bytes, KMS signs 4096; shorten the key id'),
    );
  });

  const others = Array.from(
    { length: 10 },
    (_, index): OtherSeal => ({ ...away, region: `xx-test-${index}`, number: 1, seal: 'b'.repeat(64) }),
  );

  it('names all other shards where they are few, and four where they are many', () => {
    for (const count of [0, 3, 4]) {
      expect(built({ others: others.slice(0, count), number: 2 }).others).toEqual(others.slice(0, count));
    }
    expect(built({ others: others.slice(0, 5), number: 2 }).others).toEqual(
      [3, 4, 0, 1].map((index) => others[index]),
    );
    for (const number of [1, 2, 3]) expect(built({ others, number }).others).toHaveLength(4);
  });
});

describe('a seal as it is read', () => {
  const seal = built();

  it.each<[string, object]>([
    ['version', { schema: 1 }],
    ['account', { account: 1 }],
    ['Region', { region: null }],
    ['beginning', { from: 1 }],
    ['beginning that is a time', { from: 'soon' }],
    ['end', { to: 1 }],
    ['end that is a time', { to: 'soon' }],
    ['time', { created: 1 }],
    ['time that is one', { created: 'soon' }],
    ['number', { number: '1' }],
    ['segments', { segments: null }],
    ['first segment', { segments: { ...seal.segments, first: '1' } }],
    ['count of segments', { segments: { ...seal.segments, count: 0.5 } }],
    ['records', { records: 'some' }],
    ['first record', { records: { count: 1 } }],
    ['count of records', { records: { first: 1 } }],
    ['list of others', { others: {} }],
    ['key', { key: null }],
    ['key of its own', { key: 'k' }],
  ])('is none where it has no %s', (_name, member) => {
    const bytesWith = (more: object) => Buffer.from(JSON.stringify({ ...seal, ...more }));
    expect(parseSeal(bytesWith({}))).toEqual(seal);
    expect(parseSeal(bytesWith(member))).toBeUndefined();
  });

  it('is none in what is no object', () => {
    expect(parseSeal(Buffer.from('nonsense'))).toBeUndefined();
    expect(parseSeal(Buffer.from('[]'))).toBeUndefined();
  });
});

describe('canonical JSON', () => {
  const text = canonicalJson({ b: 1, a: [true] });

  it('is told from any other', () => {
    expect(isCanonical(Buffer.from(text))).toBe(true);
  });

  it.each([`${text}\n`, '{"b":1,"a":[true]}', 'nonsense', '', '"\\ud800"'])('is not %j', (other) => {
    expect(isCanonical(Buffer.from(other))).toBe(false);
  });
});
