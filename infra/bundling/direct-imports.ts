import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PluginBuild } from 'esbuild';

/** Where a name comes from, and what has to run because of the way there. */
interface Origin {
  readonly path: string;
  readonly name: string;
  readonly effects: readonly string[];
}

interface Module {
  readonly declared: ReadonlySet<string>;
  /** Name → what it is called elsewhere, and where. */
  readonly named: ReadonlyMap<string, { readonly name: string; readonly from: string }>;
  /** Where it takes all from. */
  readonly all: readonly string[];
  /** Files that it takes something from, and that do something when they run. */
  readonly effects: readonly string[];
}

interface Resolved {
  readonly path: string;
  readonly sideEffects: boolean;
}

const NAMED = /^(import|export) \{([^}]*)\} from ["']([^"']+)["'];$/gm;
const ALL = /^export \* from ["']([^"']+)["'];$/gm;
const DECLARED = /^export (?:async )?(?:const|let|var|class|function\*?) ([\w$]+)/gm;
/** What a package offers to others; within it, they import from the very file. */
const PACKAGE = /^@(aws-sdk|smithy)\//;

/**
 * Imports from a module that collects others, made imports from those themselves. esbuild puts all that any client uses
 * of such a collection into what every client loads, and a client of JSON loads XML.
 */
export function directImports(
  build: Pick<PluginBuild, 'resolve'>,
): (path: string, text: string) => Promise<string> {
  const resolve = resolver(build);
  const originOf = originsIn(resolve);

  async function direct(path: string, [line, kind, list = '', from = '']: RegExpMatchArray): Promise<string> {
    const collection = PACKAGE.test(from) && (await resolve(from, packageOf(path) ?? dirname(path)));
    if (!collection) return line;
    const lines = namedIn(list).map(async ({ name, as }) => {
      const origin = await originOf(name, collection);
      if (!origin) return `${kind} { ${name} as ${as} } from ${JSON.stringify(from)};`;
      const effects = origin.effects.map((each) => `import ${JSON.stringify(each)};`);
      return `${effects.join(' ')}${kind} { ${origin.name} as ${as} } from ${JSON.stringify(origin.path)};`;
    });
    return (await Promise.all(lines)).join(' ');
  }

  return async (path, text) => {
    const lines = await Promise.all([...text.matchAll(NAMED)].map((each) => direct(path, each)));
    return text.replaceAll(NAMED, () => lines.shift() ?? '');
  };
}

function originsIn(resolve: Resolve) {
  const moduleAt = once(readModule);
  return async function originOf(name: string, { path, sideEffects }: Resolved): Promise<Origin | undefined> {
    const { declared, named, all, effects } = moduleAt(path);
    if (declared.has(name)) return { path, name, effects: [] };
    if (sideEffects) return undefined;
    const alias = named.get(name);
    // Of hundreds of commands, each is in a file of its name.
    const isNamesake = (from: string) => Number(basename(from) === name);
    const from = alias ? [alias.from] : all.toSorted((a, b) => isNamesake(b) - isNamesake(a));
    for (const each of from) {
      const next = await resolve(each, dirname(path));
      const origin = next && (await originOf(alias?.name ?? name, next));
      if (origin) return { ...origin, effects: [...effects, ...origin.effects] };
    }
    return undefined;
  };
}

/** At once: of so many small files, waiting for each takes more than reading it. */
function readModule(path: string): Module {
  const text = readFileSync(path, 'utf8');
  const named = Array.from(text.matchAll(NAMED)).flatMap(([, kind, list = '', from = '']) =>
    kind === 'import' ? [] : namedIn(list).map(({ name, as }) => [as, { name, from }] as const),
  );
  const all = Array.from(text.matchAll(ALL), ([, from = '']) => from);
  const files = [...named.map(([, { from }]) => from), ...all].map(
    (from) => `${join(dirname(path), from)}.js`,
  );
  const effects = effectsOf(packageOf(path) ?? '');
  return {
    declared: new Set(Array.from(text.matchAll(DECLARED), ([, name = '']) => name)),
    named: new Map(named),
    all,
    effects: [...new Set(files)].filter((file) => effects.has(file)),
  };
}

/** `a, b as c`; types are gone when it runs. */
function namedIn(list: string): readonly { readonly name: string; readonly as: string }[] {
  const parts = list.split(',').map((each) => each.trim());
  return parts
    .filter((each) => each !== '' && !each.startsWith('type '))
    .map((each) => {
      const [name = '', as = name] = each.split(' as ');
      return { name, as };
    });
}

const packageOf = (path: string): string | undefined =>
  /^.*[\\/]node_modules[\\/]@[^\\/]+[\\/][^\\/]+/.exec(path)?.[0];

/** Files of a package of which its manifest says that they do something when they run. */
const effectsOf = once((folder: string): ReadonlySet<string> => {
  if (folder === '') return new Set();
  const { sideEffects } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return new Set(Array.isArray(sideEffects) ? sideEffects.map((file) => join(folder, String(file))) : []);
});

type Resolve = (specifier: string, resolveDir: string) => Promise<Resolved | undefined>;

/** Undefined: no file, or none that is found. */
function resolver({ resolve }: Pick<PluginBuild, 'resolve'>): Resolve {
  const known = once(async (key: string): Promise<Resolved | undefined> => {
    const [resolveDir = '', specifier = ''] = key.split('\n');
    const options = { resolveDir, kind: 'import-statement' } as const;
    const { path, namespace, external, errors, sideEffects } = await resolve(specifier, options);
    const isFile = namespace === 'file' && !external && errors.length === 0 && path.endsWith('.js');
    return isFile ? { path, sideEffects } : undefined;
  });
  return (specifier, resolveDir) => known(`${resolveDir}\n${specifier}`);
}

function once<T extends object>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}
