import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { directImports } from './direct-imports.ts';
import { ERRORS, withoutErrors } from './late-errors.ts';
import { inParts } from './schema-parts.ts';

const SDK = /[\\/]node_modules[\\/]@(aws-sdk|smithy)[\\/].+\.js$/;
const CLIENTS = /[\\/]adapters[\\/]aws[\\/]clients[\\/][\w-]+\.ts$/;
const LATE = 'late-sdk';
const anyClient = JSON.stringify(
  fileURLToPath(new URL('../../adapters/aws/clients/cloudcontrol.ts', import.meta.url)),
);

/** Has a bundle load of the SDK what it uses, when it uses it. */
export const sdkModules: Plugin = {
  name: 'sdk-modules',
  setup(build) {
    const direct = directImports(build);
    build.onResolve({ filter: /^[@.]/ }, async ({ path, kind, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || !SDK.test(importer)) return undefined;
      const resolved = await build.resolve(path, { kind: 'import-statement', resolveDir });
      return { path: resolved.path + resolved.suffix, namespace: LATE };
    });
    build.onLoad({ filter: /.*/, namespace: LATE }, ({ path }) => ({
      contents: lateModule(path),
      resolveDir: dirname(path),
    }));
    build.onLoad({ filter: SDK }, async ({ path, suffix }) => {
      const text = withoutErrors({ path, suffix }, await readFile(path, 'utf8'));
      const part = await inParts({ path, suffix }, text);
      return { contents: await direct(path, part), resolveDir: dirname(path) };
    });
    build.onLoad({ filter: CLIENTS }, async ({ path }) => ({
      contents: await direct(path, await readFile(path, 'utf8')),
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
};

/** It runs after some client. As it says so, what all clients stand on is one file, and not one for each that is late. */
function lateModule(path: string): string {
  const members = path.endsWith(ERRORS) ? '{ errorTypeRegistries }' : '*';
  return `import ${anyClient};\nexport ${members} from ${JSON.stringify(path)};`;
}
