import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** What is written down of an entry, so that it can be chosen without its module. */
export const factsOf = ({ entry }: Listed, known: readonly string[]): object =>
  Object.fromEntries(known.map((member) => [member, Reflect.get(entry, member)]));

/** Members for which an entry's module has to run. */
export const membersOf = (listed: readonly Listed[], known: readonly string[]): readonly string[] =>
  [...new Set(listed.flatMap(({ entry }) => Object.keys(entry)))].filter((member) => !known.includes(member));

/** The same index with an expression in place of each import. */
export function lazySource(
  source: string,
  listed: readonly Listed[],
  entryOf: (listed: Listed) => string,
): string {
  const byName = new Map(listed.map((each) => [each.name, each]));
  return source.replaceAll(IMPORT, (line, name: string) => {
    const each = byName.get(name);
    if (each === undefined) throw new Error(`an index was read before it was complete: ${line}`);
    return `const ${name} = /* @__PURE__ */ ${entryOf(each)};`;
  });
}
