import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { definitions } from '../resources/index.ts';
import { rules } from '../rules/index.ts';

interface Index {
  readonly file: RegExp;
  readonly exported: string;
  readonly entries: readonly object[];
  /** What is asked of every entry to choose among them; anything else only of the few that a run has to do with. */
  readonly known: readonly string[];
}

const INDEXES: readonly Index[] = [
  {
    file: /[\\/]rules[\\/]index\.ts$/,
    exported: 'rules',
    entries: rules,
    known: ['id', 'profile', 'resourceType', 'deprecated'],
  },
  { file: /[\\/]resources[\\/]index\.ts$/, exported: 'definitions', entries: definitions, known: ['type'] },
];

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
    for (const index of INDEXES) {
      onLoad({ filter: index.file }, async ({ path }) => {
        const contents = lazySource(await readFile(path, 'utf8'), index);
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    }
  },
};

/** Its list of entries again, each by its own `require`, which a bundler runs when it is called. */
function lazySource(source: string, { exported, entries, known }: Index): string {
  const modules = new Map(
    Array.from(source.matchAll(/^import (\w+) from ('.*');$/gm), ([, name, path]) => [name, path]),
  );
  const [, list = ''] = new RegExp(`export const ${exported}\\b[^=]*= \\[([^\\]]*)\\]`).exec(source) ?? [];
  const paths = list.match(/\w+/g)?.map((name) => modules.get(name)) ?? [];
  if (paths.length !== entries.length)
    throw new Error(`${exported}: ${paths.length} of ${entries.length} were found`);
  const members = [...new Set(entries.flatMap(Object.keys))].filter((member) => !known.includes(member));
  const lines = entries.map((entry, index) => {
    const facts = Object.fromEntries(known.map((member) => [member, Reflect.get(entry, member)]));
    // Undefined must be said, too: what is not said is looked up in the module.
    const literal = known.map((member) => `${member}: ${JSON.stringify(facts[member])}`).join(', ');
    return `  entry({ ${literal} }, () => require(${paths[index]}).default),`;
  });
  return [
    `import { lazyEntries } from ${JSON.stringify(fileURLToPath(new URL('lazy-entry.ts', import.meta.url)))};`,
    `const entry = lazyEntries(${JSON.stringify(members)});`,
    `export const ${exported} = [`,
    ...lines,
    '];',
  ].join('\n');
}
