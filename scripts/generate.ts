import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateAccessLevels } from './generate-access-levels.ts';
import { generateCosts } from './generate-costs.ts';
import { generateHtmlClient } from './generate-html-client.ts';
import { generateLocate } from './generate-locate.ts';
import { generatePermissions } from './generate-permissions.ts';
import { generateReadPermissions } from './generate-read-permissions.ts';
import { generateRemediationDocs } from './generate-remediation-docs.ts';
import { generateRemediationIndex } from './generate-remediation-index.ts';
import { generateRemediationPermissions } from './generate-remediation-permissions.ts';
import { generateResourceIndex } from './generate-resource-index.ts';
import { generateRuleDocs } from './generate-rule-docs.ts';
import { generateRuleIndex } from './generate-rule-index.ts';
import { generateSchemas } from './generate-schemas.ts';
import { generateTypes } from './generate-types.ts';

/** Path from the project's root → its whole text. */
export type Generated = Readonly<Record<string, string>>;

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');

// In this order: what comes later imports what came before.
const generators: readonly (() => Generated | Promise<Generated>)[] = [
  generateAccessLevels,
  generateResourceIndex,
  generateTypes,
  generateLocate,
  generateRuleIndex,
  generateRemediationIndex,
  generateRuleDocs,
  generateRemediationDocs,
  generateSchemas,
  generateReadPermissions,
  generateRemediationPermissions,
  generateCosts,
  generatePermissions,
  generateHtmlClient,
];

const outdated: string[] = [];
for (const generate of generators) {
  for (const [path, text] of Object.entries(await generate())) {
    const file = new URL(path, root);
    if ((await readOrNull(file)) === text) continue;
    outdated.push(path);
    if (check) continue;
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, text);
  }
}

for (const path of outdated) process.stdout.write(`${check ? 'out of date' : 'written'}: ${path}\n`);
if (check && outdated.length > 0) {
  process.stdout.write('run `npm run generate` and commit what it writes\n');
  process.exitCode = 1;
}

async function readOrNull(file: URL): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
