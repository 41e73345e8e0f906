import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One line `import name from './path.ts'` of an index, and the default export that it stands for. */
export interface Listed {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly entry: object;
}

const IMPORT = /^import (\w+) from '(\..*)';$/gm;

/** What an index lists. */
export async function listedIn(source: string, index: string): Promise<readonly Listed[]> {
  const lines = Array.from(source.matchAll(IMPORT), ([, name = '', path = '']) => ({
    name,
    path: join(dirname(index), path),
  }));
  return Promise.all(lines.map(async ({ name, path }) => ({ name, path, entry: await defaultOf(path) })));
}

async function defaultOf(path: string): Promise<object> {
  const module: { readonly default: object } = await import(pathToFileURL(path).href);
  return module.default;
}

interface Lazy {
  readonly listed: readonly Listed[];
  /** Members that are written down here; a module runs when any other is asked for. */
  readonly known: readonly string[];
  /** The expression that runs an entry's module and gives its default export. */
  readonly run: (listed: Listed) => string;
}

/** The same index with entries that run their modules when they are first asked for more than what is known. */
export function lazySource(source: string, { listed, known, run }: Lazy): string {
  const byName = new Map(listed.map((each) => [each.name, each]));
  const members = [...new Set(listed.flatMap(({ entry }) => Object.keys(entry)))];
  const asked = members.filter((member) => !known.includes(member));
  const entries = source.replaceAll(IMPORT, (line, name: string) => {
    const each = byName.get(name);
    if (each === undefined) throw new Error(`an index was read before it was complete: ${line}`);
    const facts = Object.fromEntries(known.map((member) => [member, Reflect.get(each.entry, member)]));
    return `const ${name} = /* @__PURE__ */ entry(${JSON.stringify(facts)}, () => ${run(each)});`;
  });
  const helper = fileURLToPath(new URL('lazy-entry.ts', import.meta.url));
  return [
    `import { lazyEntries } from ${JSON.stringify(helper)};`,
    `const entry = /* @__PURE__ */ lazyEntries(${JSON.stringify(asked)});`,
    entries,
  ].join('\n');
}
