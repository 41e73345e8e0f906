import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResourceDefinition } from '../resources/definition.ts';
import { type CatalogueControl, catalogue } from './catalogue.ts';
import { resourceFiles } from './resource-files.ts';
import {
  nearIds,
  profileOf,
  type RulePlace,
  ruleDraft,
  rulePath,
  ruleTestDraft,
  ruleTestPath,
} from './rule-draft.ts';
import { idOf } from './rule-files.ts';

const root = new URL('../', import.meta.url);
const USAGE = 'usage: npm run new:rule -- <service> <name>, for example sagemaker notebook-root-access';

function placeOf([service = '', name = '', ...rest]: readonly string[]): RulePlace {
  const isKebab = [service, name].every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part));
  if (!isKebab || rest.length > 0) throw new Error(USAGE);
  return { service, name };
}

function controlOf(place: RulePlace): CatalogueControl {
  const controls = catalogue();
  const control = controls.find(({ id }) => id === idOf(place));
  if (control) return control;
  const near = nearIds(
    idOf(place),
    controls.map(({ id }) => id),
  );
  const hint = near.length > 0 ? `; near it: ${near.join(', ')}` : '';
  throw new Error(`${idOf(place)} is no control of scripts/data/catalogue.json${hint}`);
}

async function requireDefinition({ resourceType }: CatalogueControl): Promise<void> {
  const types = await Promise.all(
    resourceFiles().map(async ({ path, service }) => {
      const url = new URL(`resources/${path.slice(2)}`, root);
      const module: { default: ResourceDefinition } = await import(url.href);
      return { type: module.default.type, service };
    }),
  );
  if (types.some(({ type }) => type === resourceType)) return;
  const [, namespace = '', name = ''] = resourceType.split('::');
  const sibling = types.find(({ type }) => type.startsWith(`AWS::${namespace}::`));
  const file = `resources/${sibling?.service ?? namespace.toLowerCase()}/${kebab(name)}.ts`;
  throw new Error(`${resourceType} has no definition; write ${file} first, then run this again`);
}

const kebab = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();

function requireFree(place: RulePlace): void {
  for (const path of [rulePath(place), ruleTestPath(place)]) {
    if (existsSync(new URL(path, root)))
      throw new Error(`${path} exists already; edit it, nothing was written`);
  }
}

function write(path: string, text: string): void {
  const url = new URL(path, root);
  mkdirSync(dirname(fileURLToPath(url)), { recursive: true });
  writeFileSync(url, text);
}

function run(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}; the files are written, run it by hand`);
}

function farewell(place: RulePlace, control: CatalogueControl): string {
  return [
    `written: ${rulePath(place)}, ${ruleTestPath(place)}, and what is generated from them`,
    `profile ${profileOf(control)} by the rule of thumb; change it if that is not so`,
    'what is left to write, line by line: npm test -- test/rules',
    '',
  ].join('\n');
}

/** Writes the rule and its test, then what is generated from them. Throws, with nothing written, for a rule that cannot be. */
async function newRule(args: readonly string[]): Promise<string> {
  const place = placeOf(args);
  const control = controlOf(place);
  await requireDefinition(control);
  requireFree(place);
  write(rulePath(place), ruleDraft(control));
  write(ruleTestPath(place), ruleTestDraft(place));
  run('node_modules/@biomejs/biome/bin/biome', ['check', '--write', rulePath(place), ruleTestPath(place)]);
  run('scripts/generate.ts', []);
  return farewell(place, control);
}

try {
  process.stdout.write(await newRule(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`new:rule: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
