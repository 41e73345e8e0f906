import { createECDH, type KeyObject, randomBytes } from 'node:crypto';

// Of NIST P-256: FIPS 186-5 and SP 800-186. Node signs messages only, KMS digests too.
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over a digest that somebody else computed, in DER. */
export function signDigest(privateKey: KeyObject, digest: Uint8Array): Buffer {
  const d = secretOf(privateKey);
  const z = toInteger(digest);
  for (;;) {
    const k = toInteger(randomBytes(32)) % ORDER;
    if (k === 0n) continue;
    const r = xOfMultiple(k);
    const s = (inverse(k) * (z + r * d)) % ORDER;
    if (r !== 0n && s !== 0n) return Buffer.concat(sequence(Buffer.concat([...integer(r), ...integer(s)])));
  }
}

/** Whether a DER signature is this key's over the digest. */
export function verifiesDigest(privateKey: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean {
  const pair = readPair(Buffer.from(signature));
  if (pair === undefined || pair.some((part) => part <= 0n || part >= ORDER)) return false;
  const [r, s] = pair;
  // Whoever holds the secret needs no addition of points: z/s·G + r/s·Q = (z + r·d)/s·G.
  const multiple = (((toInteger(digest) + r * secretOf(privateKey)) % ORDER) * inverse(s)) % ORDER;
  return multiple !== 0n && xOfMultiple(multiple) === r;
}

function secretOf(privateKey: KeyObject): bigint {
  const { d = '' } = privateKey.export({ format: 'jwk' });
  return toInteger(Buffer.from(d, 'base64url'));
}

function xOfMultiple(k: bigint): bigint {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(k.toString(16).padStart(64, '0'), 'hex'));
  return toInteger(curve.getPublicKey().subarray(1, 33)) % ORDER;
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function inverse(value: bigint): bigint {
  let [low, high, a, b] = [value % ORDER, ORDER, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high, a, b] = [high - quotient * low, low, b - quotient * a, a];
  }
  return ((a % ORDER) + ORDER) % ORDER;
}

function integer(value: bigint): Buffer[] {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  // A leading one bit would say that the number is negative.
  const body = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return [Buffer.from([0x02, body.length]), body];
}

function sequence(body: Buffer): Buffer[] {
  return [Buffer.from([0x30, body.length]), body];
}

function readPair(der: Buffer): [bigint, bigint] | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const first = readInteger(der, 2);
  const second = first && readInteger(der, first.end);
  return second?.end === der.length ? [first?.value ?? 0n, second.value] : undefined;
}

function readInteger(der: Buffer, start: number): { value: bigint; end: number } | undefined {
  const length = der[start + 1];
  if (der[start] !== 0x02 || length === undefined || length === 0) return undefined;
  const end = start + 2 + length;
  return end > der.length ? undefined : { value: toInteger(der.subarray(start + 2, end)), end };
}
