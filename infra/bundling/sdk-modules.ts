import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { directImports } from './direct-imports.ts';
import { ERRORS, withoutErrors } from './late-errors.ts';
import { inParts } from './schema-parts.ts';

const SDK = /[\\/]node_modules[\\/]@(aws-sdk|smithy)[\\/].+\.js$/;
const CLIENTS = /[\\/]adapters[\\/]aws[\\/]clients[\\/][\w-]+\.ts$/;
const LATE = 'late-sdk';
const MARK = 'late:';
const anyClient = JSON.stringify(
  fileURLToPath(new URL('../../adapters/aws/clients/cloudcontrol.ts', import.meta.url)),
);

/** Has a bundle load of the SDK what it uses, when it uses it. */
export const sdkModules: Plugin = {
  name: 'sdk-modules',
  setup(build) {
    const direct = directImports(build);
    build.onResolve({ filter: /^late:/ }, async ({ path, resolveDir }) => {
      const resolved = await build.resolve(path.slice(MARK.length), { kind: 'import-statement', resolveDir });
      const file = resolved.path + resolved.suffix;
      // A name that says nothing of where the project is: it goes into the names of files.
      return { path: nameOf(file), namespace: LATE, pluginData: file };
    });
    build.onLoad({ filter: /.*/, namespace: LATE }, ({ pluginData: file }) => ({
      contents: lateModule(file),
      resolveDir: dirname(file),
    }));
    build.onLoad({ filter: SDK }, async ({ path, suffix }) => {
      const text = withoutErrors({ path, suffix }, readFileSync(path, 'utf8'));
      const part = inParts({ path, suffix }, text);
      return { contents: marked(await direct(path, part)), resolveDir: dirname(path) };
    });
    build.onLoad({ filter: CLIENTS }, async ({ path }) => ({
      contents: await direct(path, readFileSync(path, 'utf8')),
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
};

/** Marks what is imported late: esbuild would ask of every import which kind it is. */
const marked = (text: string): string => text.replaceAll(/\bimport\((["'])(?=[@.])/g, `import($1${MARK}`);

const nameOf = (file: string): string => file.slice(file.lastIndexOf('node_modules')).replaceAll('\\', '/');

/** It runs after some client. As it says so, what all clients stand on is one file, and not one for each that is late. */
function lateModule(path: string): string {
  const members = path.endsWith(ERRORS) ? '{ errorTypeRegistries }' : '*';
  return `import ${anyClient};\nexport ${members} from ${JSON.stringify(path)};`;
}
