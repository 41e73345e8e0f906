import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { plainBuiltins } from './bundling/builtins.ts';
import { addClients, bundleClients, type Clients, clientsApart, importsIn } from './bundling/clients.ts';
import { lazyEntryPoints, lazyModules } from './bundling/lazy-modules.ts';
import { LAZY_PATHS } from './bundling/lazy-paths.ts';
import { manifestVersions } from './bundling/manifests.ts';
import { buildPack } from './bundling/pack.ts';
import { sdkModules } from './bundling/sdk-modules.ts';
import type { UserFiles } from './config.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** All files directly in functions/. */
export const functionNames: readonly string[] = readdirSync(join(root, 'functions'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

/** The file of that name in functions/. @throws Error if there is none */
export function entryOf(name: string): string {
  const path = join(root, 'functions', `${name}.ts`);
  if (!existsSync(path))
    throw new Error(`functions/${name}.ts is missing: every function of the stacks is one`);
  return path;
}

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
};

/** As a deployment package is: small, and split at every `import()`. */
const packaged: BuildOptions = {
  ...common,
  splitting: true,
  // Beside the entry: what looks for files of the bundle looks beside itself.
  chunkNames: '[name]-[hash]',
  // The SDK's CommonJS twice as large.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
};

/**
 * Split at every `import()`, and at whatever an invocation needs few of: a cold start loads only what the first event
 * needs. The CDK's own NodejsFunction names one output file, and esbuild splits into a folder only.
 */
async function bundleOptions(name: string, outdir: string): Promise<BuildOptions> {
  const lazy = (await reached()).get(name) ?? [];
  return {
    ...packaged,
    entryPoints: { index: entryOf(name), ...(await lazyEntryPoints(lazy)) },
    outdir,
    metafile: true,
    plugins: [plainBuiltins, lazyModules(entryOf(name)), clientsApart],
  };
}

let bundledClients: Promise<Clients> | undefined;

/** Once for all functions: otherwise each reads the whole SDK. */
function clients(): Promise<Clients> {
  bundledClients ??= bundleClients({ ...packaged, plugins: [plainBuiltins, manifestVersions, sdkModules] });
  return bundledClients;
}

let found: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

/** Function → the lazy modules that it uses: of the others nothing need be in its bundle. */
function reached(): NonNullable<typeof found> {
  found ??= findReached();
  return found;
}

async function findReached(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    ...common,
    entryPoints: Object.fromEntries(functionNames.map((name) => [name, entryOf(name)])),
    outdir: 'none',
    packages: 'external',
    write: false,
    metafile: true,
  });
  return new Map(
    Object.entries(metafile?.outputs ?? {}).map(([file, { inputs }]) => [
      basename(file, '.mjs'),
      LAZY_PATHS.filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0),
    ]),
  );
}

/** Who puts the rule pack into the archive. */
const PACKED: readonly string[] = ['seal-evidence'];

/** Bundles a function and the user's files into a folder; one that says nothing would only have to be read. */
export async function bundle(name: string, outdir: string, { settings, waivers }: UserFiles): Promise<void> {
  const [{ metafile }, sdk] = await Promise.all([build(await bundleOptions(name, outdir)), clients()]);
  await addClients(outdir, importsIn(metafile), sdk);
  if (Object.keys(settings).length > 0)
    await writeFile(join(outdir, 'settings.json'), JSON.stringify(settings));
  if (waivers.length > 0) await writeFile(join(outdir, 'waivers.json'), JSON.stringify({ waivers }));
  if (!PACKED.includes(name)) return;
  const { digest, bytes } = await buildPack();
  await writeFile(join(outdir, `pack-${digest}.mjs`), bytes);
}
