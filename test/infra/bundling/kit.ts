import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Folder } from '../../support/folder.ts';

/** Bundles a source as functions are, and gives the folder's entry. */
export async function bundled(
  folder: Folder,
  source: string,
  options: (entry: string) => BuildOptions | Promise<BuildOptions>,
): Promise<string> {
  folder.write('source.ts', source);
  const entry = join(folder.path, 'source.ts');
  const { entryPoints, ...more } = await options(entry);
  const outdir = join(folder.path, 'out');
  await build({
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    splitting: true,
    minify: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    outdir,
    nodePaths: [new URL('../../../node_modules', import.meta.url).pathname],
    entryPoints: { index: entry, ...entryPoints },
    ...more,
  });
  return join(outdir, 'index.mjs');
}

/** What a module script prints as JSON, in a process of its own. */
export function printed(folder: Folder, script: string): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, [folder.write('script.mjs', script)], {
    encoding: 'utf8',
    // Variables of a machine may have Node load more than it would in Lambda.
    env: {},
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
