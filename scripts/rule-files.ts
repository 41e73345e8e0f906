import { readdirSync } from 'node:fs';
import type { Rule } from '../engine/rule.ts';

/** One rule file: `rules/<service>/<name>.ts`. */
export interface RuleFile {
  readonly service: string;
  readonly name: string;
  /** Identifier for the import: `sagemakerNotebookKmsCmk`. */
  readonly variable: string;
  readonly url: URL;
}

const root = new URL('../rules/', import.meta.url);

/** All rule files, sorted by id. */
export function ruleFiles(): readonly RuleFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .flatMap(({ name: service }) =>
      readdirSync(new URL(`${service}/`, root)).map((file) =>
        ruleFile(service, file.slice(0, -'.ts'.length)),
      ),
    )
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

export const idOf = ({ service, name }: Pick<RuleFile, 'service' | 'name'>): string => `${service}-${name}`;

function ruleFile(service: string, name: string): RuleFile {
  const variable = idOf({ service, name }).replace(/-([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return { service, name, variable, url: new URL(`${service}/${name}.ts`, root) };
}

/** The rules themselves, in the order of their files. */
export async function loadRules(): Promise<readonly Rule[]> {
  const modules = await Promise.all(
    ruleFiles().map(({ url }): Promise<{ default: Rule }> => import(url.href)),
  );
  return modules.map((module) => module.default);
}
