import { chmod, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** Bundles the command line: an entry that knows `--version` and `--help`, and a chunk for each command. */
const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  entryPoints: { assay: 'cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // The oldest Node that may run an installed command; the toolchain itself is on a newer one.
  target: 'node20',
  // `module` first halves the SDK in the bundle.
  mainFields: ['module', 'main'],
  minify: true,
  // Names of functions and errors stand in messages.
  keepNames: false,
  legalComments: 'none',
  define: { ASSAY_VERSION: JSON.stringify(version) },
  banner: {
    // Some dependencies of the SDK are CommonJS and ask for `require`.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
await chmod(new URL('../dist/assay.js', import.meta.url), 0o755);
