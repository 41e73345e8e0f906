/** One shard, one chain: an account in a Region; also the message group of the FIFO queue. */
export interface Shard {
  readonly account: string;
  readonly region: string;
}

export const INDEX_KEY = 'index.json';
export const PUBLIC_KEY_KEY = 'public-key.pem';

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

export type Place =
  | { readonly kind: 'segment'; readonly shard: Shard; readonly number: number }
  | { readonly kind: 'seal' | 'signature'; readonly shard: Shard }
  | { readonly kind: 'index' | 'public-key' | 'foreign' };

// Region names: GovCloud, ISO and European sovereign ones have four parts.
const SHARD = String.raw`(\d{12})/([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})`;
const SEGMENT = new RegExp(String.raw`^evidence/${SHARD}/\d{4}/\d\d/\d\d/segment-(\d{12})\.ndjson\.gz$`);
const SEAL = new RegExp(String.raw`^seals/${SHARD}/\d{8}T\d{6}Z\.(json|sig)$`);

/** What belongs at a key. Keys compare to the letter: S3 and most file systems tell case apart. */
export function placeOf(key: string): Place {
  if (key === INDEX_KEY) return { kind: 'index' };
  if (key === PUBLIC_KEY_KEY) return { kind: 'public-key' };
  const [, account = '', region = '', detail = ''] = SEGMENT.exec(key) ?? SEAL.exec(key) ?? [];
  if (account === '') return { kind: 'foreign' };
  if (detail === 'json' || detail === 'sig') {
    return { kind: detail === 'json' ? 'seal' : 'signature', shard: { account, region } };
  }
  return { kind: 'segment', shard: { account, region }, number: Number(detail) };
}
