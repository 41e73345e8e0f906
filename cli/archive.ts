import { existsSync, statSync } from 'node:fs';
import { folderSource } from '../adapters/archive-folder.ts';
import { type ArchiveSource, NotAnArchiveError } from '../engine/evidence/inventory.ts';
import { UsageError } from './exit-status.ts';
import { checkedEndpoint, checkedRegion } from './options.ts';
import type { MakeAws } from './scan/account.ts';

/** An archive that a person named. */
export interface NamedArchive {
  readonly source: ArchiveSource;
  /** To be asked when all was read. @throws UnfinishedError if something could not be, for want of access or network */
  check(): void;
}

export interface ArchivePlace {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  /** How SDK clients are made; tests put the emulator below them. */
  readonly make?: MakeAws | undefined;
}

/** Options of a command that reads an archive. */
export const ARCHIVE_OPTIONS = { region: { type: 'string' }, endpoint: { type: 'string' } } as const;

/** @throws UsageError if there is no such folder, or it is no S3 URI */
export async function namedArchive(
  name: string,
  { region, endpoint, make }: ArchivePlace,
): Promise<NamedArchive> {
  if (name.startsWith('s3:')) {
    const place = {
      region: region === undefined ? undefined : checkedRegion(region),
      endpoint: endpoint === undefined ? undefined : checkedEndpoint(endpoint),
      make,
    };
    const { bucketArchive } = await import('./bucket-archive.ts');
    return bucketArchive(name, place);
  }
  if (region !== undefined || endpoint !== undefined) {
    throw new UsageError(`${name} is a folder: --region and --endpoint are for s3://bucket/prefix`);
  }
  if (!existsSync(name) || !statSync(name).isDirectory()) {
    throw new UsageError(`${name}: no such folder, expected an evidence archive`);
  }
  return { source: folderSource(name), check: () => undefined };
}

/**
 * Reads from the archive, and says which one where it is none, or could not be read.
 * @throws UsageError if it is no archive, UnfinishedError for want of access or network
 */
export async function inArchive<T>(name: string, archive: NamedArchive, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    archive.check();
    return result;
  } catch (error) {
    if (error instanceof NotAnArchiveError)
      throw new UsageError(`${name}: ${error.message}`, { cause: error });
    // Why nothing could be read weighs more than what came of it.
    archive.check();
    throw error;
  }
}
