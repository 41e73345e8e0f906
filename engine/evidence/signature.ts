import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../canonical.ts';

/** Whoever signs seals: KMS (Sign, RAW) in the account, a key of one's own in the demo. */
export interface Signer {
  readonly keyId: string;
  readonly algorithm: 'ECDSA_SHA_256';
  /** SPKI. */
  readonly publicKeyPem: string;
  /** DER signature over the SHA-256 of the bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface PublicKey {
  readonly key: KeyObject;
  /** As Node writes SPKI: the one form that an archive holds. */
  readonly pem: string;
  /** Hex SHA-256 of the SPKI bytes. */
  readonly fingerprint: string;
}

/** A P-256 public key in PEM; undefined if it is anything else, a private key too. */
export function readPublicKey(pem: string): PublicKey | undefined {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
    const fingerprint = sha256(key.export({ type: 'spki', format: 'der' }));
    return { key, pem: key.export({ type: 'spki', format: 'pem' }).toString(), fingerprint };
  } catch {
    return undefined;
  }
}

/** The public key of whoever signs. @throws TypeError if it is none of P-256 */
export function keyOfSigner({ publicKeyPem, keyId }: Pick<Signer, 'publicKeyPem' | 'keyId'>): PublicKey {
  const key = readPublicKey(publicKeyPem);
  if (!key) throw new TypeError(`the public key of ${keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`);
  return key;
}

/** The keys that somebody brings, each once; undefined if there is none, or one of them is no such key. */
export function readPublicKeys(pems: string | readonly string[]): readonly PublicKey[] | undefined {
  const keys = [pems].flat().map(readPublicKey);
  const read = keys.filter((key) => key !== undefined);
  if (read.length === 0 || read.length < keys.length) return undefined;
  return read.filter(({ pem }, index) => read.findIndex((other) => other.pem === pem) === index);
}

// Order of P-256, FIPS 186-4 D.1.2.3.
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** r and s of a DER signature; undefined if it is none. */
function parts(der: Uint8Array): readonly [bigint, bigint] | undefined {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  const isDer =
    der[0] === 0x30 && der[2] === 0x02 && der[4 + rLength] === 0x02 && der[5 + rLength] === s.length;
  return isDer && r.length > 0 && s.length > 0 ? [integer(r), integer(s)] : undefined;
}

const integer = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const content = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}

/**
 * The signature with the smaller of its two valid s. Of (r, s) and (r, n − s) either verifies, so without this
 * rule anyone could change a signature file unnoticed. Throws if the bytes are no DER signature.
 */
export function normalSignature(der: Uint8Array): Uint8Array {
  const numbers = parts(der);
  if (!numbers) {
    throw new TypeError(
      `the signer gave ${der.length} bytes that are no DER ECDSA signature; use ECDSA_SHA_256`,
    );
  }
  const [r, s] = numbers;
  const body = Buffer.concat([derInteger(r), derInteger(s > ORDER / 2n ? ORDER - s : s)]);
  return new Uint8Array(Buffer.concat([Buffer.of(0x30, body.length), body]));
}

/** Is it the one signature over these bytes that the key's holder could have stored? */
export function isSignatureOf(bytes: Uint8Array, signature: Uint8Array, key: KeyObject): boolean {
  const numbers = parts(signature);
  if (!numbers || numbers[1] > ORDER / 2n) return false;
  return verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature);
}
