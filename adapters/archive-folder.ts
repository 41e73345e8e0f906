import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveSource } from '../engine/evidence/inventory.ts';
import { type ArchiveStore, KeyTakenError } from '../engine/evidence/shard.ts';

/**
 * Reads an archive from a folder. Everything in it is listed, empty folders too (with a slash at the end);
 * what is no regular file, a link for one, is listed and refuses to be read.
 */
export function folderSource(folder: string): ArchiveSource {
  return {
    list: () => keysIn(folder, ''),
    async read(key) {
      const path = pathOf(folder, key);
      if (!(await lstat(path)).isFile())
        throw new Error(`${key} is no regular file; an archive holds nothing else`);
      return readFile(path);
    },
  };
}

async function* keysIn(folder: string, prefix: string): AsyncGenerator<string> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  if (entries.length === 0 && prefix !== '') yield prefix;
  for (const entry of entries) {
    const key = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* keysIn(folder, `${key}/`);
    else yield key;
  }
}

/** Writes an archive into a folder; like a locked bucket it refuses to write over anything. */
export function folderStore(folder: string): ArchiveStore {
  return {
    async put(key, bytes) {
      const path = pathOf(folder, key);
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(path, bytes, { flag: 'wx' });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        throw new KeyTakenError(`${key} is there already and evidence is written once; use an empty folder`, {
          cause: error,
        });
      }
      return {};
    },
  };
}

function pathOf(folder: string, key: string): string {
  const isInside = key !== '' && key.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isInside)
    throw new RangeError(`got the key ${JSON.stringify(key)}; a key leads to a file inside the archive`);
  return join(folder, ...key.split('/'));
}
