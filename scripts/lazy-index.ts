import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { factsOf, lazySource, listedIn, membersOf } from './lazy-source.ts';

interface Index {
  readonly file: RegExp;
  /** What is asked of every entry to choose among them; anything else only of the few that a run has to do with. */
  readonly known: readonly string[];
}

const INDEXES: readonly Index[] = [
  { file: /[\\/]rules[\\/]index\.ts$/, known: ['id', 'profile', 'resourceType', 'deprecated'] },
  { file: /[\\/]resources[\\/]index\.ts$/, known: ['type'] },
];

const helper = fileURLToPath(new URL('lazy-entry.ts', import.meta.url));

/**
 * Makes the rules and definitions of a bundle run their modules when they are first asked for more than what chooses
 * among them: a file holds a few types, and the literals of all others are half of what starting `gate` takes.
 */
export const lazyIndex: Plugin = {
  name: 'lazy-index',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shapes\.generated\.ts$/ }, async ({ path }) => {
      // A getter's text is made when it is called; as values, all are made at the start.
      const contents = (await readFile(path, 'utf8')).replaceAll(
        /^ {2}('.+?'): ('.*'),$/gm,
        '  get $1() { return $2; },',
      );
      return { contents, loader: 'ts' };
    });
    for (const { file, known } of INDEXES) {
      onLoad({ filter: file }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const listed = await listedIn(source, path);
        const lines = [
          `import { lazyEntries } from ${JSON.stringify(helper)};`,
          `const entry = lazyEntries(${JSON.stringify(membersOf(listed, known))});`,
          lazySource(source, listed, (each) => {
            const facts = JSON.stringify(factsOf(each, known));
            // A `require`, which a bundler runs when it is called.
            return `entry(${facts}, () => require(${JSON.stringify(each.path)}).default)`;
          }),
        ];
        return { contents: lines.join('\n'), loader: 'ts', resolveDir: dirname(path) };
      });
    }
  },
};
