import { readdirSync } from 'node:fs';

/** One definition file: `resources/<service>/<name>.ts`. */
export interface ResourceFile {
  readonly service: string;
  readonly name: string;
  /** Relative to `resources/`, as an import writes it. */
  readonly path: string;
  /** Identifier for the import: `iamManagedPolicy`. */
  readonly variable: string;
}

const root = new URL('../resources/', import.meta.url);

/** All definition files, sorted by path. */
export function resourceFiles(): readonly ResourceFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .flatMap((folder) => filesOf(folder.name))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesOf(service: string): ResourceFile[] {
  return readdirSync(new URL(`${service}/`, root))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('_'))
    .map((file) => {
      const name = file.slice(0, -'.ts'.length);
      return { service, name, path: `./${service}/${file}`, variable: camelCase(`${service}-${name}`) };
    });
}

const camelCase = (kebab: string): string =>
  kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
