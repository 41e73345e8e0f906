import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Leaves of the SDK's manifests what its clients say of themselves: each imports the whole of its own. */
export const manifestVersions: Plugin = {
  name: 'manifest-versions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/][\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version }: { readonly version: string } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
