import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import { isObject, member } from './scope.ts';

/** Deeper than any project; a loop of links must end. */
const MAX_DEPTH = 16;
/** Where a plan says what it is; a template's Resources may stand behind long descriptions. */
const SNIFFED_BYTES = 1024 * 1024;

const TEMPLATE = /"?Resources"?\s*:[\s\S]*"?Type"?\s*:\s*["']?(?:AWS|Alexa|Custom|[A-Za-z0-9]+::)/;
const PLAN = /"(?:resource_changes|planned_values)"\s*:/;

/**
 * The files to judge at a path: the file itself, the stacks of a `cdk.out` folder (nested assemblies and stacks too),
 * or every template and plan below any other folder. Throws an UnusableInputError where there is none.
 */
export function findTemplates(path: string): readonly string[] {
  const stat = attempt(path, () => statSync(path));
  if (!stat.isDirectory()) return [path];
  const found = [...new Set(templatesIn(path, 0))];
  if (found.length > 0) return found;
  const hasHcl = entriesOf(path).some(({ name }) => name.endsWith('.tf'));
  const hint = hasHcl
    ? ', found HCL; give the plan as JSON: terraform show -json plan.out'
    : ' in this folder, found none';
  throw new UnusableInputError({
    file: path,
    expectation: `expected a CloudFormation template or a Terraform plan${hint}`,
  });
}

function templatesIn(folder: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  const entries = entriesOf(folder);
  const artifacts = entries.some(({ name }) => name === 'manifest.json')
    ? artifactsOf(join(folder, 'manifest.json'))
    : undefined;
  if (artifacts) return [...templatesOf(folder, artifacts, depth), ...nestedStacks(folder, entries)];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isSkipped(entry.name) ? [] : templatesIn(path, depth + 1);
    return entry.isFile() && looksUsable(path) ? [path] : [];
  });
}

/** The artifacts of a cloud assembly; undefined if the file is some other manifest. */
function artifactsOf(manifest: string): Json | undefined {
  const text = attempt(manifest, () => readFileSync(manifest, 'utf8'));
  try {
    return member(JSON.parse(text), 'artifacts');
  } catch (cause) {
    throw new UnusableInputError({
      file: manifest,
      expectation: 'expected the manifest of a cloud assembly as JSON',
      cause,
    });
  }
}

function templatesOf(folder: string, artifacts: Json, depth: number): string[] {
  return Object.values(isObject(artifacts) ? artifacts : {}).flatMap((artifact) => {
    const properties = member(artifact, 'properties');
    const template = member(properties, 'templateFile');
    const assembly = member(properties, 'directoryName');
    const type = member(artifact, 'type');
    if (type === 'aws:cloudformation:stack' && typeof template === 'string') return [join(folder, template)];
    if (type === 'cdk:cloud-assembly' && typeof assembly === 'string')
      return templatesIn(join(folder, assembly), depth + 1);
    return [];
  });
}

/** A nested stack is a file asset of its parent, known by its name alone. */
const nestedStacks = (folder: string, entries: readonly Dirent[]): string[] =>
  entries.flatMap(({ name }) => (name.endsWith('.nested.template.json') ? [join(folder, name)] : []));

const isSkipped = (name: string): boolean =>
  name === 'node_modules' || name.startsWith('.') || name.startsWith('asset.');

/** By its text, not by parsing: a truncated template is for the reader to refuse, not to be passed over here. */
function looksUsable(path: string): boolean {
  if (!/\.(?:json|ya?ml|template)$/i.test(path) || basename(path) === 'package-lock.json') return false;
  const text = attempt(path, () => headOf(path));
  return PLAN.test(text) || TEMPLATE.test(text);
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(SNIFFED_BYTES);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function entriesOf(folder: string): Dirent[] {
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
    const found = code === 'ENOENT' ? 'nothing there' : code;
    throw new UnusableInputError({
      file,
      expectation: `expected a readable file or folder, found ${found}`,
      cause,
    });
  }
}
