import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OnLoadResult, Plugin } from 'esbuild';
import { factsOf, lazySource, listedIn, membersOf } from '../../scripts/lazy-source.ts';
import { fileName } from './lazy-load.ts';
import { INDEXES, type Index, LAZY_PATHS, TABLES, type Tables } from './lazy-paths.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The text of a module, and of the files that it loads later. */
interface Split {
  readonly contents: string;
  readonly files: ReadonlyMap<string, File>;
}

interface File {
  readonly contents: string;
  /** It stands on modules of the bundle, and not only on itself. */
  readonly isCode: boolean;
}

const split = new Map<string, Promise<Split>>();

/** How a module is split; the same for every bundle. */
function splitOf(path: string): Promise<Split> {
  const known = split.get(path) ?? readSplit(path);
  split.set(path, known);
  return known;
}

async function readSplit(path: string): Promise<Split> {
  const index = INDEXES.find((each) => each.path === path);
  if (index) return splitIndex(index);
  const tables = TABLES.find((each) => each.path === path);
  return tables ? splitTables(tables) : splitFunctions(path);
}

const NAMESPACE = 'lazy';
/** The module itself, which would else be split again. */
const WHOLE = '?whole';
const helper = JSON.stringify(fileURLToPath(new URL('lazy-load.ts', import.meta.url)));

async function splitIndex({ path, group, known, fileBy }: Index): Promise<Split> {
  const source = await readFile(root + path, 'utf8');
  const listed = await listedIn(source, root + path);
  const texts = new Map<string, string>();
  for (const each of listed) {
    const file = fileName(group, fileBy === undefined ? each.name : String(Reflect.get(each.entry, fileBy)));
    const line = `export { default as ${each.name} } from ${JSON.stringify(each.path)};\n`;
    texts.set(file, (texts.get(file) ?? '') + line);
  }
  const facts = Object.fromEntries(listed.map((each) => [each.name, factsOf(each, known)]));
  const members = membersOf(listed, known).join(' ');
  const made = JSON.stringify({ group, members, facts: JSON.stringify(facts), fileBy });
  const contents = [
    `import { lazyIndex } from ${helper};`,
    `const entry = /* @__PURE__ */ lazyIndex(${made});`,
    lazySource(source, listed, ({ name }) => `entry('${name}')`),
  ];
  return {
    contents: contents.join('\n'),
    files: mapped(texts, (text) => ({ contents: text, isCode: true })),
  };
}

const exportsOf = (path: string): Promise<Readonly<Record<string, unknown>>> =>
  import(new URL(`../../${path}`, import.meta.url).href);

async function splitTables({ path, tables }: Tables): Promise<Split> {
  const files = new Map<string, File>();
  const lines = Object.entries(await exportsOf(path)).map(([name, value]) => {
    if (!tables.includes(name)) return `export const ${name} = ${JSON.stringify(value)};`;
    const entries = Object.entries(value as object);
    for (const [key, entry] of entries) {
      files.set(fileName(name, key), { contents: `export default ${JSON.stringify(entry)};`, isCode: false });
    }
    return `export const ${name} = lazyTable('${name}', '${entries.map(([key]) => key).join(' ')}');`;
  });
  return { contents: [`import { lazyTable } from ${helper};`, ...lines].join('\n'), files };
}

async function splitFunctions(path: string): Promise<Split> {
  const file = fileName('functions', path.replace(/\.ts$/, ''));
  const source = await readFile(root + path, 'utf8');
  const names = Array.from(source.matchAll(/^export (?:async )?function (\w+)/gm), ([, name = '']) => name);
  if (/^export (?:const|let|class|default|\*|{)/m.test(source))
    throw new Error(`${path} exports what is no function, and cannot wait`);
  const lines = names.map(
    (name) => `export const ${name} = /* @__PURE__ */ lazyFunction('${file}', '${name}');`,
  );
  const whole = `export * from ${JSON.stringify(root + path + WHOLE)};`;
  return {
    contents: [`import { lazyFunction } from ${helper};`, ...lines].join('\n'),
    files: new Map([[file, { contents: whole, isCode: true }]]),
  };
}

const mapped = <A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));

/** The files that some of the paths load later, as entry points: name → what the plugin resolves. */
export async function lazyEntryPoints(paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const all = await Promise.all(paths.map(splitOf));
  const names = all.flatMap(({ files }) => [...files.keys()]);
  if (new Set(names).size < names.length) throw new Error('two lazy files of a bundle have the same name');
  return Object.fromEntries(names.map((name) => [name, `${NAMESPACE}:${name}`]));
}

/** Makes what an invocation needs few of load when it is first asked for. The files are entry points of their own. */
export const lazyModules = (entry: string): Plugin => ({
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    for (const path of LAZY_PATHS) {
      onLoad({ filter: pathFilter(path) }, async ({ path: file, suffix }) =>
        suffix === WHOLE
          ? undefined
          : { contents: (await splitOf(path)).contents, loader: 'ts', resolveDir: dirname(file) },
      );
    }
    onResolve({ filter: /\?whole$/ }, ({ path }) => ({ path: path.slice(0, -WHOLE.length), suffix: WHOLE }));
    onResolve({ filter: /^lazy:/ }, ({ path }) => ({
      path: path.slice(NAMESPACE.length + 1),
      namespace: NAMESPACE,
    }));
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => loadFile(path, entry));
  },
});

const pathFilter = (path: string): RegExp =>
  new RegExp(`[\\\\/]${path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]')}$`);

async function loadFile(name: string, entry: string): Promise<OnLoadResult> {
  const all = await Promise.all(LAZY_PATHS.map(splitOf));
  const file = all.map(({ files }) => files.get(name)).find((found) => found !== undefined);
  if (file === undefined) throw new Error(`no lazy file is called ${name}`);
  // It runs after the entry. As it says so, whatever both stand on is one file with the entry, and not one of many.
  const after = file.isCode ? `import ${JSON.stringify(entry)};\n` : '';
  return { contents: after + file.contents, loader: 'ts', resolveDir: root };
}
