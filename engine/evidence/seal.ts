import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Shard } from './layout.ts';
import { merkleRoot, toHex } from './merkle.ts';
import { parseObject, type SegmentEntry, segmentHash } from './segment.ts';
import { keyOfSigner, type Signer } from './signature.ts';

export const SEAL_SCHEMA = 'assay.seal/1';

/** KMS Sign takes no longer message RAW: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
const MAX_SEAL_BYTES = 4096;
// Below the limit of KMS, so that a proof, which holds a seal, stays under 4 kB.
const LIST_BYTES = 2048;
const MAX_OTHERS = 4;

/** The newest seal of another shard, so that taking away a whole shard, or its end, shows in the rest. */
export interface OtherSeal extends Shard {
  readonly number: number;
  readonly seal: string;
}

export interface Seal extends Shard {
  readonly schema: typeof SEAL_SCHEMA;
  /** From 1, without gaps. */
  readonly number: number;
  /** Hex SHA-256 of the bytes of the seal before; null for the first. */
  readonly previous: string | null;
  /** ISO 8601, full seconds; `from` is the `to` of the seal before. */
  readonly from: string;
  readonly to: string;
  readonly created: string;
  readonly segments: {
    /** Number of the first; of the next to come where `count` is 0. */
    readonly first: number;
    readonly count: number;
    /** RFC 6962 root over `segmentHash` of each, in order. */
    readonly root: string;
    /** Left out where it would not fit; the root covers the same. */
    readonly list?: readonly SegmentEntry[];
  };
  /** Sequence of the first record, or of the next to come. */
  readonly records: { readonly first: number; readonly count: number };
  readonly packDigest: string;
  readonly newestCloudTrailDigest: string | null;
  readonly others: readonly OtherSeal[];
  readonly key: { readonly id: string; readonly algorithm: 'ECDSA_SHA_256'; readonly fingerprint: string };
}

export interface NewSeal extends Shard {
  readonly number: number;
  readonly previous: string | null;
  readonly from: string;
  readonly to: string;
  readonly created: string;
  readonly firstSegment: number;
  readonly firstRecord: number;
  readonly segments: readonly SegmentEntry[];
  readonly packDigest: string;
  readonly newestCloudTrailDigest: string | null;
  readonly others: readonly OtherSeal[];
  readonly signer: Pick<Signer, 'keyId' | 'algorithm' | 'publicKeyPem'>;
}

/** The bytes to sign and store: canonical JSON, at most 4,096. Throws RangeError past that, TypeError on a key that is not P-256. */
export function buildSeal({
  firstSegment,
  firstRecord,
  segments,
  others,
  signer,
  ...seal
}: NewSeal): Uint8Array {
  const key = { id: signer.keyId, algorithm: signer.algorithm, fingerprint: keyOfSigner(signer).fingerprint };
  const root = toHex(merkleRoot(segments.map(segmentHash)));
  const range = { first: firstSegment, count: segments.length, root };
  const records = { first: firstRecord, count: segments.reduce((sum, { count }) => sum + count, 0) };
  const base = { schema: SEAL_SCHEMA, ...seal, records, others: inTurn(others, seal.number), key } as const;
  const listed: Seal = { ...base, segments: { ...range, list: segments } };
  const bytes = sealBytes(listed);
  const fitting =
    segments.length > 0 && bytes.length <= LIST_BYTES ? bytes : sealBytes({ ...base, segments: range });
  if (fitting.length > MAX_SEAL_BYTES) {
    throw new RangeError(
      `seal ${seal.number} has ${fitting.length} bytes, KMS signs ${MAX_SEAL_BYTES}; shorten the key id`,
    );
  }
  return fitting;
}

/** A few at a time, another few in the next seal: an organization's shards do not fit in one. */
function inTurn(others: readonly OtherSeal[], number: number): OtherSeal[] {
  if (others.length <= MAX_OTHERS) return [...others];
  const start = (number * MAX_OTHERS) % others.length;
  return [...others, ...others].slice(start, start + MAX_OTHERS);
}

/** The stored bytes of a seal. */
export const sealBytes = (seal: Seal): Uint8Array =>
  Buffer.from(canonicalJson(seal as unknown as JsonObject));

/** A seal's JSON as far as its members have the right kinds; says nothing about who wrote it. */
export function parseSeal(bytes: Uint8Array): Seal | undefined {
  const seal = parseObject(Buffer.from(bytes).toString());
  const isSeal =
    typeof seal?.['schema'] === 'string' &&
    ['account', 'region'].every((name) => typeof seal[name] === 'string') &&
    ['from', 'to', 'created'].every((name) => isDate(seal[name])) &&
    Number.isSafeInteger(seal['number']) &&
    hasIntegers(seal['segments'], ['first', 'count']) &&
    hasIntegers(seal['records'], ['first', 'count']) &&
    Array.isArray(seal['others']) &&
    hasIntegers(seal['key'], []);
  return isSeal ? (seal as unknown as Seal) : undefined;
}

const isDate = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function hasIntegers(value: unknown, names: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => Number.isSafeInteger(Reflect.get(value, name)))
  );
}

/** Is it canonical JSON, as every seal that was written is? */
export function isCanonical(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString();
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    // No JSON, or none that has a canonical form.
    return false;
  }
}
