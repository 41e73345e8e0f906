import { EXPORT_SCHEMA, type ExportedShard, exportBytes } from './export-file.ts';
import { type ArchiveSource, type Inventory, type ShardFiles, takeArchive } from './inventory.ts';
import { EXPORT_KEY, INDEX_KEY, lookupKey, PUBLIC_KEY_KEY, type Shard, signatureKey } from './layout.ts';
import { parseSeal, type Seal } from './seal.ts';
import type { ArchiveStore } from './shard.ts';
import { likelyKey } from './verify-segments.ts';

export interface ExportOptions {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** ISO 8601; seals that cover any of it are taken along, whole. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Exported {
  readonly shards: readonly ExportedShard[];
  readonly counts: { files: number; seals: number; segments: number; records: number };
  /** Files that a seal names, and that are not there. */
  readonly missing: readonly string[];
}

interface Copying {
  readonly source: ArchiveSource;
  readonly store: ArchiveStore;
  readonly inventory: Inventory;
  readonly counts: { files: number; seals: number; segments: number; records: number };
  readonly missing: string[];
}

/** A seal, as it lies there. */
interface SealFile {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly seal: Seal;
}

/**
 * Copies an archive, or a part of it, in the versions that its seals name. What no seal covers stays behind, and so does
 * what does not belong. Checks nothing: verify the copy. A part says so in a file of its own.
 * @throws NotAnArchiveError
 */
export async function exportArchive(
  source: ArchiveSource,
  store: ArchiveStore,
  options: ExportOptions,
): Promise<Exported> {
  const inventory = await takeArchive(source);
  const counts = { files: 0, seals: 0, segments: 0, records: 0 };
  const copying: Copying = { source, store, inventory, counts, missing: [] };
  const chosen: { files: ShardFiles; seals: readonly SealFile[] }[] = [];
  for (const files of inventory.shards.filter((shard) => isChosen(shard, options))) {
    const seals = await sealsOf(copying, files, options);
    if (seals.length > 0) chosen.push({ files, seals });
  }
  const shards = chosen.map(({ files, seals }) => rangeOf(files, seals));
  if (shards.length === 0) return { shards, counts, missing: copying.missing };
  await copyShared(copying);
  for (const { files, seals } of chosen) {
    for (const seal of seals) await copySeal(copying, files, seal);
  }
  const isPart =
    Object.values(options).some((value) => value !== undefined) || inventory.keys.has(EXPORT_KEY);
  if (isPart) {
    const { from = null, to = null } = options;
    await put(copying, EXPORT_KEY, exportBytes({ schema: EXPORT_SCHEMA, from, to, shards }));
  }
  return { shards, counts, missing: copying.missing };
}

const isChosen = (shard: Shard, { account = shard.account, region = shard.region }: ExportOptions): boolean =>
  shard.account === account && shard.region === region;

/** In a row: what lies between is never left out. */
async function sealsOf(
  { source, missing }: Copying,
  { seals }: ShardFiles,
  { from, to }: ExportOptions,
): Promise<readonly SealFile[]> {
  const chosen: SealFile[] = [];
  for (const key of seals) {
    const bytes = await source.read(key);
    const seal = parseSeal(bytes);
    if (!seal) missing.push(key);
    else if (to !== undefined && Date.parse(seal.from) >= Date.parse(to)) break;
    else if (from === undefined || Date.parse(seal.to) > Date.parse(from)) chosen.push({ key, bytes, seal });
  }
  return chosen;
}

function rangeOf({ account, region }: ShardFiles, seals: readonly SealFile[]): ExportedShard {
  const numbers = seals.map(({ seal }) => seal.number);
  return { account, region, first: Math.min(...numbers), last: Math.max(...numbers) };
}

/** What is of the whole archive: keys, rules and settings are small, and were in force before they were sealed. */
async function copyShared(copying: Copying): Promise<void> {
  const { inventory } = copying;
  for (const key of [INDEX_KEY, PUBLIC_KEY_KEY, ...inventory.digests.map(({ key }) => key)]) {
    await copy(copying, key);
  }
}

async function copySeal(copying: Copying, files: ShardFiles, { key, bytes, seal }: SealFile): Promise<void> {
  const { first, count, list } = seal.segments;
  for (let number = first; number < first + count; number += 1) {
    const entry = list?.[number - first];
    const isThere = await copy(
      copying,
      entry?.key ?? likelyKey(seal, number, files.segments),
      entry?.versionId,
    );
    if (isThere) copying.counts.segments += 1;
  }
  await put(copying, key, bytes);
  await copy(copying, signatureKey(key));
  if (copying.inventory.keys.has(lookupKey(key))) await copy(copying, lookupKey(key));
  copying.counts.seals += 1;
  copying.counts.records += seal.records.count;
}

/** False, and noted, if it is not there. */
async function copy(copying: Copying, key: string, versionId?: string): Promise<boolean> {
  const { source, inventory, missing } = copying;
  if (!inventory.keys.has(key)) {
    missing.push(key);
    return false;
  }
  await put(copying, key, await source.read(key, versionId));
  return true;
}

async function put({ store, counts }: Copying, key: string, bytes: Uint8Array): Promise<void> {
  await store.put(key, bytes);
  counts.files += 1;
}
