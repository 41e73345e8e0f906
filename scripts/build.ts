import { readdirSync } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/**
 * Bundles the command line: an entry that knows `--version` and `--help`, and one file for each command, with chunks
 * only for what it imports lazily. Commands share no chunks: Node resolves, reads and links each file by itself, and
 * twenty of them cost more than judging.
 */
const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

/**
 * An ESM import of a builtin reads every export it has, and the lazy ones (`fs.promises`, `crypto.webcrypto`, streams)
 * load half of Node. Behind getters a builtin is loaded when the first of its exports is used, and nothing else with it.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== 'default');
      const getters = names.map((name) => `get ${name}() { return builtin().${name}; }`);
      return {
        contents: `const builtin = () => process.getBuiltinModule('${path}');\nmodule.exports = { ${getters.join(', ')} };`,
        loader: 'js',
      };
    });
  },
};

/** The entry imports each command from its own file. */
const commandsApart: Plugin = {
  name: 'commands-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/.*\.ts$/ }, ({ path }) => ({
      path: path.replace(/\.ts$/, '.js'),
      external: true,
    }));
  },
};

const common: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // The oldest Node that may run an installed command; the toolchain itself is on a newer one.
  target: 'node20',
  // `module` first halves the SDK in the bundle.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  define: { ASSAY_VERSION: JSON.stringify(version) },
  banner: {
    // Some dependencies of the SDK are CommonJS and ask for `require`.
    js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);",
  },
};

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
const commands = readdirSync(new URL('../cli/commands', import.meta.url));
await Promise.all([
  build({
    ...common,
    entryPoints: { assay: 'cli/main.ts' },
    outdir: 'dist',
    plugins: [builtins, commandsApart],
  }),
  ...commands.map((file) =>
    build({
      ...common,
      entryPoints: [`cli/commands/${file}`],
      outdir: 'dist/commands',
      chunkNames: 'chunks/[name]-[hash]',
      splitting: true,
      plugins: [builtins],
    }),
  ),
]);
await chmod(new URL('../dist/assay.js', import.meta.url), 0o755);
