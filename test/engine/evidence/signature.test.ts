import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  isSignatureOf,
  keyOfSigner,
  normalSignature,
  readPublicKey,
  readPublicKeys,
} from '../../../engine/evidence/signature.ts';
import { testSigner } from './archive.ts';

const signer = testSigner();
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// Order of P-256, and the half of it.
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const HALF = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';
const PAST_HALF = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9';

describe('a public key', () => {
  const spki = { type: 'spki', format: 'pem' } as const;

  it('is read as Node writes it', () => {
    const { publicKeyPem } = signer;
    expect(readPublicKey(publicKeyPem.replaceAll('\n', '\r\n'))).toMatchObject({
      pem: publicKeyPem,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each<[string, string]>([
    [
      'of another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export(spki).toString(),
    ],
    ['of another kind', generateKeyPairSync('ed25519').publicKey.export(spki).toString()],
    [
      'that is private',
      generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
    ['that is none', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('%s is none', (_name, pem) => expect(readPublicKey(pem)).toBeUndefined());
});

describe('the public key of a signer', () => {
  it('is what it says, or what is wrong with it', () => {
    expect(keyOfSigner(signer)).toMatchObject({ pem: signer.publicKeyPem });
    expect(() => keyOfSigner({ ...signer, publicKeyPem: 'none' })).toThrow(
      new TypeError(`the public key of ${signer.keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`),
    );
  });
});

describe('the public keys that somebody brings', () => {
  const one = signer.publicKeyPem;
  const other = testSigner().publicKeyPem;
  const pems = (...brought: readonly string[]) => readPublicKeys(brought)?.map(({ pem }) => pem);

  it('are one or several, each once', () => {
    expect(readPublicKeys(one)).toMatchObject([{ pem: one }]);
    expect(pems(other, one, other.replaceAll('\n', '\r\n'))).toEqual([other, one]);
  });

  it('are none where there is none, or one of them is no such key', () => {
    expect(pems()).toBeUndefined();
    expect(pems('none')).toBeUndefined();
    expect(pems(one, 'none', other)).toBeUndefined();
  });
});

describe('the one form of a signature', () => {
  it.each<[string, string, string]>([
    ['small numbers', '30 06 02 01 05 02 01 07', '30 06 02 01 05 02 01 07'],
    ['a number with its highest bit set', '30 07 02 02 00 80 02 01 7f', '30 07 02 02 00 80 02 01 7f'],
    ['the largest half', `30 25 02 01 01 02 20 ${HALF}`, `30 25 02 01 01 02 20 ${HALF}`],
    ['the smallest half past it', `30 25 02 01 01 02 20 ${PAST_HALF}`, `30 25 02 01 01 02 20 ${HALF}`],
    [
      'one less than the order',
      `30 26 02 01 01 02 21 00 ${ORDER.replace(/51$/, '50')}`,
      '30 06 02 01 01 02 01 01',
    ],
    ['zeros before the numbers', '30 0a 02 03 00 00 05 02 03 00 00 07', '30 06 02 01 05 02 01 07'],
    ['a number of two digits and a half', '30 07 02 02 01 23 02 01 07', '30 07 02 02 01 23 02 01 07'],
  ])('is that of %s', (_name, given, expected) => {
    expect(toHex(normalSignature(hex(given)))).toBe(expected.replaceAll(' ', ''));
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['one number', '30 03 02 01 05'],
    ['another sequence', '31 06 02 01 05 02 01 07'],
    ['another first number', '30 06 03 01 05 02 01 07'],
    ['another second number', '30 06 02 01 05 03 01 07'],
    ['a byte at its end', '30 06 02 01 05 02 01 07 00'],
    ['a length that is too long', '30 06 02 01 05 02 02 07'],
    ['an empty first number', '30 05 02 00 02 01 07'],
    ['an empty second number', '30 05 02 01 05 02 00'],
  ])('does not exist for %s', (_name, given) => {
    const bytes = hex(given);
    expect(() => normalSignature(bytes)).toThrow(
      new TypeError(
        `the signer gave ${bytes.length} bytes that are no DER ECDSA signature; use ECDSA_SHA_256`,
      ),
    );
  });
});

describe('a signature', () => {
  const key = readPublicKey(signer.publicKeyPem)?.key;
  const bytes = Buffer.from('a seal');

  it('holds over its bytes alone', async () => {
    if (!key) throw new Error('the test key is no key');
    const signature = normalSignature(await signer.sign(bytes));
    expect(isSignatureOf(bytes, signature, key)).toBe(true);
    expect(isSignatureOf(Buffer.from('another'), signature, key)).toBe(false);
  });

  it('is not the other that the same key could have made of it', async () => {
    if (!key) throw new Error('the test key is no key');
    const signature = normalSignature(await signer.sign(bytes));
    const length = signature[3] ?? 0;
    const s = BigInt(`0x${toHex(signature.subarray(6 + length))}`);
    const larger = (BigInt(`0x${ORDER}`) - s).toString(16).padStart(66, '0');
    const r = Buffer.from(signature.subarray(2, 4 + length));
    const other = Buffer.concat([Buffer.of(0x30, r.length + 35), r, Buffer.of(2, 33), hex(larger)]);
    expect(verify('sha256', bytes, { key, dsaEncoding: 'der' }, other)).toBe(true);
    expect(isSignatureOf(bytes, other, key)).toBe(false);
    expect(normalSignature(other)).toEqual(signature);
  });

  it.each(['', '30 06 03 01 05 02 01 07', '30 06 02 01 05 02 01 07'])('is not %j', (other) => {
    if (!key) throw new Error('the test key is no key');
    expect(isSignatureOf(bytes, hex(other), key)).toBe(false);
  });
});
