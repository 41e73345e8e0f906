import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

const folder = fileURLToPath(new URL('../../adapters/aws/clients/', import.meta.url));

/** `adapters/aws/clients/s3.ts` → its file in a bundle. */
const fileOf = (path: string): string => `client-${basename(path, '.ts')}.mjs`;

/** Leaves the SDK out of a function's own bundle: what is imported lazily stands beside it, the same for all. */
export const clientsApart: Plugin = {
  name: 'clients-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/clients\/[\w-]+\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${fileOf(path)}`, external: true } : undefined,
    );
  },
};

/** All clients, bundled once: the SDK is nine tenths of what there is to read. */
export interface Clients {
  /** File → its bytes. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** File → those that it loads, lazily or not. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

export async function bundleClients(options: BuildOptions): Promise<Clients> {
  const names = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: Object.fromEntries(
      names.map((name) => [basename(fileOf(name), '.mjs'), join(folder, name)]),
    ),
    chunkNames: 'sdk-[hash]',
    outdir: 'clients',
    write: false,
    metafile: true,
  });
  return {
    contents: new Map(outputFiles?.map(({ path, contents }) => [basename(path), contents])),
    imports: importsIn(metafile),
  };
}

export const importsIn = (metafile: Metafile | undefined): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(metafile?.outputs ?? {}).map(([path, { imports }]) => [
      basename(path),
      imports.map((each) => basename(each.path)),
    ]),
  );

/** Puts the clients that a bundle imports beside it, with all that they load. */
export async function addClients(
  outdir: string,
  imported: ReadonlyMap<string, readonly string[]>,
  { contents, imports }: Clients,
): Promise<void> {
  const wanted = new Set([...imported.values()].flat().filter((file) => contents.has(file)));
  for (const file of wanted)
    for (const each of imports.get(file) ?? []) if (contents.has(each)) wanted.add(each);
  const files = [...wanted].flatMap((file) => [file, `${file}.map`]);
  await Promise.all(
    files.map(async (file) => {
      const bytes = contents.get(file);
      if (bytes) await writeFile(join(outdir, file), bytes);
    }),
  );
}
