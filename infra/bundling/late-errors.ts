import { fileURLToPath } from 'node:url';

// Nearly every call goes well, and of a service's client the classes of its errors are up to nine tenths.

const helper = JSON.stringify(fileURLToPath(new URL('late-errors-load.ts', import.meta.url)));

/** Tells another copy of a module: the one that only errors stand on. */
export const ERRORS = '?errors';

const SCHEMAS = /[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;
const RUNTIME = /[\\/]client-[\w-]+[\\/]dist-es[\\/]runtimeConfig\.shared\.js$/;
const NAME = /^const (_\w+) = (".*");$/gm;
const CLASSES = /^import \{[^}]*\} from "\.\.\/models\/\w+";$/gm;
const REGISTERED = /^\w+_registry\.registerError\(.*\);$/gm;
const PROTOCOL = /^( +protocol: config\?\.protocol \?\? )(\w+),$/gm;

/** A module of the SDK without the errors of its service, which it asks for with the first one. */
export function withoutErrors({ path, suffix }: { path: string; suffix: string }, text: string): string {
  if (SCHEMAS.test(path)) return suffix === ERRORS ? errorsIn(path, text) : callsIn(path, text);
  if (!RUNTIME.test(path)) return text;
  const late = replaced(path, text, {
    what: PROTOCOL,
    by: `$1lateErrors($2, () => import("./schemas/schemas_0.js${ERRORS}")),`,
  });
  return `import { lateErrors } from ${helper};\n${late}`;
}

function callsIn(path: string, text: string): string {
  const unregistered = replaced(path, text, { what: REGISTERED, by: '' });
  return plainKeys(replaced(path, unregistered, { what: CLASSES, by: '' }));
}

/** With classes of their own: `instanceof` goes by the shape's name, and whoever names one class need not load all. */
const errorsIn = (path: string, text: string): string =>
  plainKeys(replaced(path, text, { what: /"(\.\.\/models\/errors)"/g, by: `"$1.js${ERRORS}"` }));

/** Names for keys that are computed: those might do something, and esbuild keeps whatever has one. */
function plainKeys(text: string): string {
  const names = new Map(Array.from(text.matchAll(NAME), ([, name = '', value = '']) => [name, value]));
  return text.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const value = names.get(name);
    return value === undefined ? key : `${value}:`;
  });
}

function replaced(path: string, text: string, { what, by }: { what: RegExp; by: string }): string {
  const changed = text.replaceAll(what, by);
  if (changed === text)
    throw new Error(`${path} is not written as the SDK's others are: ${what} is not in it`);
  return changed;
}
