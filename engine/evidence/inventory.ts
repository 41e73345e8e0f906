import { type DigestKind, INDEX_KEY, PUBLIC_KEY_KEY, placeOf, type Shard, shardName } from './layout.ts';

/** What an archive is read from: a folder, a bucket, a map in a test. */
export interface ArchiveSource {
  /** Keys with forward slashes, relative to the archive, in any order. */
  list(): AsyncIterable<string> | Iterable<string>;
  /** The version that a seal names, where the source has it; else the first that was put. */
  read(key: string, versionId?: string): Promise<Uint8Array>;
  /** What lies over files, or in place of them; to be asked after `list`. */
  covers?(): Iterable<Cover>;
}

/** A locked bucket keeps every version, and still takes a newer one, or a delete marker, on top. */
export interface Cover {
  readonly key: string;
  readonly message: string;
}

export interface ShardFiles extends Shard {
  /** Segment number → keys that claim it. */
  readonly segments: Map<number, string[]>;
  readonly seals: string[];
  readonly signatures: string[];
  readonly lookups: string[];
}

/** A file whose name says the hash of what is in it. */
export interface NamedByDigest {
  readonly kind: DigestKind;
  readonly digest: string;
  readonly key: string;
}

export interface Inventory {
  readonly shards: readonly ShardFiles[];
  readonly keys: ReadonlySet<string>;
  /** Rule packs, settings and further keys, in order. */
  readonly digests: readonly NamedByDigest[];
  readonly foreign: readonly string[];
}

/** Nothing was found that has a name of an evidence archive. */
export class NotAnArchiveError extends Error {
  override readonly name = 'NotAnArchiveError';
}

/** The same, of what must be an archive. @throws NotAnArchiveError */
export async function takeArchive(source: ArchiveSource): Promise<Inventory> {
  const inventory = await takeInventory(source);
  if (isArchive(inventory)) return inventory;
  throw new NotAnArchiveError(
    `none of its ${inventory.keys.size} files has a name of an evidence archive (seals/…, evidence/…, index.json)`,
  );
}

export const isArchive = ({ shards, keys }: Inventory): boolean =>
  shards.length > 0 || (keys.has(INDEX_KEY) && keys.has(PUBLIC_KEY_KEY));

/** Sorts all keys into what the layout knows and what does not belong. Keeps names alone, no content. */
export async function takeInventory(source: ArchiveSource): Promise<Inventory> {
  const shards = new Map<string, ShardFiles>();
  const keys = new Set<string>();
  const digests: NamedByDigest[] = [];
  const foreign: string[] = [];
  for await (const key of source.list()) {
    keys.add(key);
    const place = placeOf(key);
    if (place.kind === 'foreign') foreign.push(key);
    else if ('digest' in place) digests.push({ ...place, key });
    else if ('shard' in place) addToShard(shards, key, place);
  }
  const ordered = [...shards.values()].sort((a, b) => (shardName(a) < shardName(b) ? -1 : 1));
  for (const files of ordered) {
    for (const keys of [files.seals, files.signatures, files.lookups]) keys.sort();
  }
  digests.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { shards: ordered, keys, digests, foreign: foreign.sort() };
}

type ShardPlace = Extract<ReturnType<typeof placeOf>, { readonly shard: Shard }>;

function addToShard(shards: Map<string, ShardFiles>, key: string, place: ShardPlace): void {
  const name = shardName(place.shard);
  const files = shards.get(name) ?? newFiles(place.shard);
  shards.set(name, files);
  if (place.kind === 'segment') {
    files.segments.set(place.number, [...(files.segments.get(place.number) ?? []), key].sort());
  } else files[FILES[place.kind]].push(key);
}

const FILES = { seal: 'seals', signature: 'signatures', lookup: 'lookups' } as const;

const newFiles = (shard: Shard): ShardFiles => ({
  ...shard,
  segments: new Map(),
  seals: [],
  signatures: [],
  lookups: [],
});
