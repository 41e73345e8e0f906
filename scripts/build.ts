import { readdirSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildPack } from '../infra/bundling/pack.ts';
import { lazyIndex } from './lazy-index.ts';

/**
 * Bundles the command line: an entry that knows `--version` and `--help`, and one file for each command, which holds
 * whatever it needs. CommonJS: an ES module pays for Node's loader, file by file, and for every export of every
 * builtin that it names, together a third of what judging two thousand resources takes.
 */
const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

/** The entry requires a command when it is called. */
const commandsApart: Plugin = {
  name: 'commands-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/.*\.ts$/ }, ({ path }) => ({
      path: path.replace(/\.ts$/, '.js'),
      external: true,
    }));
  },
};

/** Our own modules that are imported lazily, each to be a file of its own: slug → source. */
const lazy = new Map<string, string>();

/**
 * What few runs need (YAML, plans, validators, SARIF) stands outside the commands. The SDK does not: its classes are
 * compared by identity. Ours are told by name, as each file has a copy.
 */
const lazyApart = (folder: string): Plugin => ({
  name: 'lazy-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, resolveDir }) => {
      const source = join(resolveDir, path);
      // Functions share what they were configured with: one copy of it, in the command that runs them.
      const isShared = source.includes('/clients/') || source.includes('/functions/');
      if (kind !== 'dynamic-import' || isShared) return undefined;
      const slug = basename(source, '.ts');
      const known = lazy.get(slug);
      if (known !== undefined && known !== source) throw new Error(`two lazy modules are called ${slug}`);
      lazy.set(slug, source);
      return { path: `${folder}/${slug}.js`, external: true };
    });
  },
});

const common: BuildOptions = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The oldest Node that may run an installed command; the toolchain itself is on a newer one.
  target: 'node20',
  // An `import()` of a command becomes a `require`.
  supported: { 'dynamic-import': false },
  // `module` first halves the SDK in the bundle.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  define: { ASSAY_VERSION: JSON.stringify(version), 'import.meta.dirname': '__dirname' },
};

await rm(new URL('dist', root), { recursive: true, force: true });
const gate = 'cli/commands/gate.ts';
const commands = readdirSync(new URL('cli/commands', root))
  .map((file) => `cli/commands/${file}`)
  .filter((command) => command !== gate);
await Promise.all([
  build({ ...common, entryPoints: { assay: 'cli/main.ts' }, outdir: 'dist', plugins: [commandsApart] }),
  build({ ...common, entryPoints: commands, outdir: 'dist/commands', plugins: [lazyApart('../lazy')] }),
  build({
    ...common,
    entryPoints: [gate],
    outdir: 'dist/commands',
    plugins: [lazyIndex, lazyApart('../lazy')],
  }),
]);
for (const [slug, source] of lazy) {
  // The map grows while it is walked: a lazy module may have lazy ones of its own.
  await build({ ...common, entryPoints: { [slug]: source }, outdir: 'dist/lazy', plugins: [lazyApart('.')] });
}
// What the demo's archive keeps, to judge by again.
await writeFile(new URL('dist/pack.mjs', root), (await buildPack()).bytes);
// The project's own files are ES modules; these are not.
await writeFile(new URL('dist/package.json', root), '{"type":"commonjs"}\n');
await chmod(new URL('dist/assay.js', root), 0o755);
