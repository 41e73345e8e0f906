import { placeOf, type Shard, shardName } from './layout.ts';

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
}

export interface Inventory {
  readonly shards: readonly ShardFiles[];
  readonly keys: ReadonlySet<string>;
  readonly foreign: readonly string[];
}

/** Sorts all keys into what the layout knows and what does not belong. Keeps names alone, no content. */
export async function takeInventory(source: ArchiveSource): Promise<Inventory> {
  const shards = new Map<string, ShardFiles>();
  const keys = new Set<string>();
  const foreign: string[] = [];
  for await (const key of source.list()) {
    keys.add(key);
    const place = placeOf(key);
    if (place.kind === 'foreign') foreign.push(key);
    else if ('shard' in place) {
      const name = shardName(place.shard);
      const files = shards.get(name) ?? { ...place.shard, segments: new Map(), seals: [], signatures: [] };
      shards.set(name, files);
      if (place.kind === 'segment')
        files.segments.set(place.number, [...(files.segments.get(place.number) ?? []), key].sort());
      else (place.kind === 'seal' ? files.seals : files.signatures).push(key);
    }
  }
  const ordered = [...shards.values()].sort((a, b) => (shardName(a) < shardName(b) ? -1 : 1));
  for (const files of ordered) {
    files.seals.sort();
    files.signatures.sort();
  }
  return { shards: ordered, keys, foreign: foreign.sort() };
}
