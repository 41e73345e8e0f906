import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import type { UserFiles } from './config.ts';

/** The file of that name in functions/. @throws Error if there is none */
export function entryOf(name: string): string {
  const path = fileURLToPath(new URL(`../functions/${name}.ts`, import.meta.url));
  if (!existsSync(path))
    throw new Error(`functions/${name}.ts is missing: every function of the stacks is one`);
  return path;
}

/**
 * Split at every `import()`, so that a cold start loads only what the first event needs. The CDK's own NodejsFunction
 * names one output file, and esbuild splits into a folder only.
 */
export const bundleOptions = (name: string, outdir: string): BuildOptions => ({
  entryPoints: { index: entryOf(name) },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outExtension: { '.js': '.mjs' },
  // Beside the entry: what looks for files of the bundle looks beside itself.
  chunkNames: '[name]-[hash]',
  // The SDK's CommonJS twice as large.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
});

/** Bundles a function and the user's files into a folder. */
export function bundle(name: string, outdir: string, { settings, waivers }: UserFiles): void {
  buildSync(bundleOptions(name, outdir));
  writeFileSync(join(outdir, 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(outdir, 'waivers.json'), JSON.stringify({ waivers }));
}

/** The code of a function, bundled when it is synthesized. */
export function bundledCode(name: string, files: UserFiles): Code {
  return Code.fromAsset(fileURLToPath(new URL('../functions', import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling is done here, or fails.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(outdir) {
          bundle(name, outdir, files);
          return true;
        },
      },
    },
  });
}
