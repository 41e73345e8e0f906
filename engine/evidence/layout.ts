/** One shard, one chain: an account in a Region; also the message group of the FIFO queue. */
export interface Shard {
  readonly account: string;
  readonly region: string;
}

export const INDEX_KEY = 'index.json';
export const PUBLIC_KEY_KEY = 'public-key.pem';
export const EXPORT_KEY = 'export.json';

export const shardName = ({ account, region }: Shard): string => `${account}/${region}`;

/** `closedAt` is ISO 8601 in UTC; its day is the folder. */
export function segmentKey({ account, region }: Shard, number: number, closedAt: string): string {
  const day = closedAt.slice(0, 10).replaceAll('-', '/');
  return `evidence/${account}/${region}/${day}/segment-${String(number).padStart(12, '0')}.ndjson.gz`;
}

/** `to` is ISO 8601 in UTC, on a full second: the end of what the seal covers. */
export function sealKey({ account, region }: Shard, to: string): string {
  return `seals/${account}/${region}/${to.slice(0, 19).replaceAll(/[-:]/g, '')}Z.json`;
}

export const signatureKey = (seal: string): string => seal.replace(/\.json$/, '.sig');

/** What its records are about, derived from them; `seal` is the key of the seal over them. */
export const lookupKey = (seal: string): string => seal.replace('seals/', 'lookup/');
export const lookedUpSealKey = (lookup: string): string => lookup.replace('lookup/', 'seals/');

/** Files named by the hex SHA-256 of their bytes; a sealing key after the first, by that of its DER. */
export const packKey = (digest: string): string => `packs/${digest}.mjs`;
export const settingsKey = (digest: string): string => `settings/${digest}.json`;
export const laterPublicKeyKey = (fingerprint: string): string => `public-keys/${fingerprint}.pem`;

export type Place =
  | { readonly kind: 'segment'; readonly shard: Shard; readonly number: number }
  | { readonly kind: 'seal' | 'signature' | 'lookup'; readonly shard: Shard }
  | { readonly kind: DigestKind; readonly digest: string }
  | { readonly kind: 'index' | 'public-key' | 'export' | 'foreign' };

/** What the hash in its name tells apart. */
export type DigestKind = 'pack' | 'settings' | 'later-public-key';

// Region names: GovCloud, ISO and European sovereign ones have four parts.
const SHARD = String.raw`(\d{12})/([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})`;
const SEGMENT = new RegExp(String.raw`^evidence/${SHARD}/\d{4}/\d\d/\d\d/segment-(\d{12})\.ndjson\.gz$`);
const SEAL = new RegExp(String.raw`^seals/${SHARD}/\d{8}T\d{6}Z\.(json|sig)$`);
const LOOKUP = new RegExp(String.raw`^lookup/${SHARD}/\d{8}T\d{6}Z\.json$`);
const DIGESTS: readonly (readonly [DigestKind, RegExp])[] = [
  ['pack', /^packs\/([0-9a-f]{64})\.mjs$/],
  ['settings', /^settings\/([0-9a-f]{64})\.json$/],
  ['later-public-key', /^public-keys\/([0-9a-f]{64})\.pem$/],
];

/** What belongs at a key. Keys compare to the letter: S3 and most file systems tell case apart. */
export function placeOf(key: string): Place {
  if (key === INDEX_KEY) return { kind: 'index' };
  if (key === PUBLIC_KEY_KEY) return { kind: 'public-key' };
  if (key === EXPORT_KEY) return { kind: 'export' };
  const [, account = '', region = '', detail = 'lookup'] =
    SEGMENT.exec(key) ?? SEAL.exec(key) ?? LOOKUP.exec(key) ?? [];
  if (account === '') return namedByDigest(key);
  if (detail === 'lookup') return { kind: 'lookup', shard: { account, region } };
  if (detail === 'json' || detail === 'sig') {
    return { kind: detail === 'json' ? 'seal' : 'signature', shard: { account, region } };
  }
  return { kind: 'segment', shard: { account, region }, number: Number(detail) };
}

function namedByDigest(key: string): Place {
  for (const [kind, pattern] of DIGESTS) {
    const [, digest] = pattern.exec(key) ?? [];
    if (digest !== undefined) return { kind, digest };
  }
  return { kind: 'foreign' };
}
