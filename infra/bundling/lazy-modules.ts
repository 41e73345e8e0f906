import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OnLoadArgs, OnLoadResult, Plugin } from 'esbuild';
import { type Listed, lazySource, listedIn } from '../../scripts/lazy-source.ts';

/** What a first invocation needs few of. */
interface Index {
  /** Of the project. */
  readonly path: string;
  /** Members that are asked of every entry, or of what a judged resource refers to: they stay in the index. */
  readonly known: readonly string[];
  /** Entries that are asked for together are in one file; each in its own by default. */
  readonly fileOf?: (entry: object) => string;
}

const INDEXES: readonly Index[] = [
  {
    path: 'rules/index.ts',
    known: [
      'id',
      'aliases',
      'revision',
      'title',
      'profile',
      'resourceType',
      'needs',
      'referencedBy',
      'parameters',
      'deprecated',
    ],
    fileOf: (rule) => String(Reflect.get(rule, 'resourceType')),
  },
  {
    path: 'resources/index.ts',
    known: [
      'type',
      'service',
      'role',
      'ours',
      'singleton',
      'arnPattern',
      'arnHasPath',
      'standsFor',
      'events',
      'stateEvents',
    ],
  },
  { path: 'adapters/aws/readers/index.ts', known: ['type'] },
  { path: 'adapters/aws/listers/index.ts', known: ['type', 'isGlobal'] },
];

/** Generated modules whose exports are tables of which a first invocation needs few entries. */
const TABLES: readonly { readonly path: string; readonly tables: readonly string[] }[] = [
  { path: 'resources/shapes.generated.ts', tables: ['generatedShapes'] },
  { path: 'resources/locate.generated.ts', tables: ['typeTable', 'eventTable'] },
];

/** Modules whose exports are functions, and whose code a first invocation may not need: validators. */
const FUNCTIONS: readonly { readonly path: string }[] = [
  { path: 'engine/settings-schema.ts' },
  { path: 'functions/_runtime/own-messages.ts' },
];

/** Paths of the project of which the plugin makes several files. */
export const LAZY_PATHS: readonly string[] = [...INDEXES, ...TABLES, ...FUNCTIONS].map(({ path }) => path);

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The text of a module, and of the files that it loads later: name → text. */
interface Split {
  readonly contents: string;
  readonly files: ReadonlyMap<string, string>;
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

async function splitIndex({ path, known, fileOf }: Index): Promise<Split> {
  const source = await readFile(root + path, 'utf8');
  const listed = await listedIn(source, root + path);
  const fileFor = ({ name, entry }: Listed) => fileName(path, fileOf?.(entry) ?? name);
  const run = (each: Listed) => `load('./${fileFor(each)}.mjs').${each.name}`;
  const files = new Map<string, string>();
  for (const each of listed) {
    const line = `export { default as ${each.name} } from ${JSON.stringify(each.path)};\n`;
    files.set(fileFor(each), (files.get(fileFor(each)) ?? '') + line);
  }
  const contents = `import { load } from ${helper};\n${lazySource(source, { listed, known, run })}`;
  return { contents, files };
}

const exportsOf = (path: string): Promise<Readonly<Record<string, unknown>>> =>
  import(new URL(`../../${path}`, import.meta.url).href);

async function splitTables({ path, tables }: (typeof TABLES)[number]): Promise<Split> {
  const files = new Map<string, string>();
  const lines = Object.entries(await exportsOf(path)).map(([name, value]) => {
    if (!tables.includes(name)) return `export const ${name} = ${JSON.stringify(value)};`;
    const entries = Object.entries(value as object).map(([key, entry]) => {
      const file = fileName(name, key);
      files.set(file, `export default ${JSON.stringify(entry)};`);
      return [key, `./${file}.mjs`] as const;
    });
    return `export const ${name} = lazyTable(${JSON.stringify(Object.fromEntries(entries))});`;
  });
  return { contents: [`import { lazyTable } from ${helper};`, ...lines].join('\n'), files };
}

async function splitFunctions(path: string): Promise<Split> {
  const file = fileName(path.replace(/\.ts$/, ''), 'functions');
  const lines = Object.entries(await exportsOf(path)).map(([name, value]) => {
    if (typeof value !== 'function') throw new Error(`${path}: ${name} is no function, and cannot wait`);
    return `export const ${name} = (...args) => load('./${file}.mjs').${name}(...args);`;
  });
  const contents = [`import { load } from ${helper};`, ...lines].join('\n');
  const whole = `export * from ${JSON.stringify(root + path + WHOLE)};`;
  return { contents, files: new Map([[file, whole]]) };
}

/** `rules/index.ts`, `AWS::Kendra::Index` → `lazy-rules-aws-kendra-index`. */
const fileName = (path: string, name: string): string =>
  `lazy-${path.replace(/\/index\.ts$/, '')}-${name}`.replaceAll(/[^\w]+/g, '-').toLowerCase();

/** The files that some of the paths load later, as entry points: name → what the plugin resolves. */
export async function lazyEntryPoints(paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const all = await Promise.all(paths.map(splitOf));
  const names = all.flatMap(({ files }) => [...files.keys()]);
  if (new Set(names).size < names.length) throw new Error('two lazy files of a bundle have the same name');
  return Object.fromEntries(names.map((name) => [name, `${NAMESPACE}:${name}`]));
}

/** Makes what an invocation needs few of load when it is first asked for. The files are entry points of their own. */
export const lazyModules: Plugin = {
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    for (const path of LAZY_PATHS) {
      const filter = new RegExp(
        `[\\\\/]${path.replaceAll(/[/.]/g, (sign) => (sign === '/' ? '[\\\\/]' : '\\.'))}$`,
      );
      onLoad({ filter }, async ({ path: file, suffix }) =>
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
    onLoad({ filter: /.*/, namespace: NAMESPACE }, loadFile);
  },
};

async function loadFile({ path }: OnLoadArgs): Promise<OnLoadResult> {
  const all = await Promise.all(LAZY_PATHS.map(splitOf));
  const contents = all.map(({ files }) => files.get(path)).find((text) => text !== undefined);
  if (contents === undefined) throw new Error(`no lazy file is called ${path}`);
  return { contents, loader: 'ts', resolveDir: root };
}
