import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutErrors } from './late-errors.ts';

// A service's schemas are one module, and esbuild would load for who reads what those need who change.

const folder = fileURLToPath(new URL('../../adapters/aws/clients/', import.meta.url));

/** Tells a part of a service's schemas by the clients that stand on it. */
const USED_BY = '?used-by=';
const COMMAND = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]commands[\\/]\w+Command\.js$/;
const SCHEMA = /^import \{ (\w+\$) \} from "\.\.\/schemas\/schemas_0";$/m;

interface Schemas {
  /** Name → the statement that declares it. */
  readonly statements: ReadonlyMap<string, Statement>;
  /** Name → who stands on it; empty where a service has one client. */
  readonly users: ReadonlyMap<string, string>;
}

interface Statement {
  readonly text: string;
  readonly uses: readonly string[];
}

/** A module of the SDK with a service's schemas in parts: what readers need, what changes need, what both do. */
export function inParts({ path, suffix }: { path: string; suffix: string }, text: string): string {
  if (suffix.startsWith(USED_BY)) return partOf(schemasAt(path), suffix.slice(USED_BY.length));
  if (!COMMAND.test(path)) return text;
  const { users } = schemasAt(join(dirname(path), '..', 'schemas', 'schemas_0.js'));
  return text.replace(SCHEMA, (line, name: string) => {
    const by = users.get(name);
    return by === undefined ? line : `import { ${name} } from "../schemas/schemas_0.js${USED_BY}${by}";`;
  });
}

/** What it stands on has at least the same users: parts never import one another in a circle. */
function partOf({ statements, users }: Schemas, wanted: string): string {
  const own = [...statements].filter(([name]) => users.get(name) === wanted);
  const others = new Set(own.flatMap(([, { uses }]) => uses).filter((name) => users.get(name) !== wanted));
  const imports = [...others].map(
    (name) => `import { ${name} } from "./schemas_0.js${USED_BY}${users.get(name)}";`,
  );
  return [...imports, ...own.map(([, { text }]) => text.replace(/^(export )?/, 'export '))].join('\n');
}

const known = new Map<string, Schemas>();

function schemasAt(path: string): Schemas {
  const schemas = known.get(path) ?? readSchemas(path);
  known.set(path, schemas);
  return schemas;
}

function readSchemas(path: string): Schemas {
  const [, service = ''] = /@aws-sdk[\\/](client-[\w-]+)/.exec(path) ?? [];
  const clients = clientsOf(service);
  if (clients.length < 2) return { statements: new Map(), users: new Map() };
  const statements = statementsIn(withoutErrors({ path, suffix: '' }, readFileSync(path, 'utf8')));
  return { statements, users: usersOf(statements, clients) };
}

/** Of each client file of a service the operations that it has. */
function clientsOf(service: string): readonly (readonly string[])[] {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts
    .filter((text) => text.includes(`'@aws-sdk/${service}'`))
    .map((text) => Array.from(text.matchAll(/\b(\w+)Command\b/g), ([, operation = '']) => operation));
}

function statementsIn(text: string): ReadonlyMap<string, Statement> {
  const texts = text.replaceAll(/^import .*;$/gm, '').split(/\n(?=(?:export )?(?:const|var) )/);
  const named = texts.map((each) => [/^(?:export )?(?:const|var) ([\w$]+) = /.exec(each)?.[1] ?? '', each]);
  const names = new Set(named.map(([name]) => name));
  return new Map(
    named.map(([name = '', each = '']) => {
      const found = Array.from(each.matchAll(/[\w$]+/g), ([word]) => word);
      return [
        name,
        { text: each, uses: [...new Set(found)].filter((word) => word !== name && names.has(word)) },
      ];
    }),
  );
}

function usersOf(
  statements: Schemas['statements'],
  clients: readonly (readonly string[])[],
): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const [index, operations] of clients.entries()) {
    const reached = new Set(operations.map((operation) => `${operation}$`));
    // Grows as it is walked.
    for (const name of reached) for (const each of statements.get(name)?.uses ?? []) reached.add(each);
    for (const name of reached)
      if (statements.has(name)) users.set(name, `${users.get(name) ?? ''}${index}.`);
  }
  return users;
}
