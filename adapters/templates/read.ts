import { readFileSync, statSync } from 'node:fs';
import type { ResourceDefinition } from '../../resources/definition.ts';
import type { Json, Resource } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import { type ReadResult, readCloudFormation } from './cloudformation.ts';
import { kindOf, refuseText } from './kind.ts';
import { parseTemplate } from './parse.ts';
import { isObject, member } from './scope.ts';

export { UnusableInputError } from '../unusable.ts';
export { findTemplates } from './find.ts';

export interface ReadOptions {
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** Values for the parameters of a CloudFormation template. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface TemplateFile extends ReadResult {
  readonly kind: 'cloudformation' | 'terraform-plan';
  readonly file: string;
  /** The line, from 1, on which a resource stands, where it can be found. */
  readonly lineOf: (id: string) => number | undefined;
  /** YAML, which people write; JSON is generated as a rule, and its lines are found by a search of the whole text. */
  readonly isYaml: boolean;
  /** Resources of the plan that no definition knows, by Terraform type; none in a template. */
  readonly unmapped: Readonly<Record<string, number>>;
  readonly resources: readonly Resource[];
}

/** More than the largest plan seen in the field; a template ends at 1 MB. */
const MAX_MEGABYTES = 64;
const MEGABYTE = 1024 * 1024;

/** Reads a CloudFormation template or a Terraform plan; throws an UnusableInputError for anything else. */
export async function readTemplateFile(file: string, options: ReadOptions): Promise<TemplateFile> {
  const text = textOf(file);
  refuseText(text, file);
  const { value, lineOf, format } = await parseTemplate(text, file);
  if (kindOf(value, file) === 'terraform-plan') return readPlan(file, value);
  const template = isEmptyStack(value) ? { ...value, Resources: {} } : value;
  const read = readCloudFormation({ file, template, ...options });
  return { kind: 'cloudformation', file, lineOf, isYaml: format === 'yaml', unmapped: {}, ...read };
}

async function readPlan(file: string, plan: Json): Promise<TemplateFile> {
  const [{ readTerraformPlan }, { definitions }, { shapeOf }] = await Promise.all([
    import('./terraform-plan.ts'),
    import('../../resources/index.ts'),
    import('../../resources/shapes.ts'),
  ]);
  const read = readTerraformPlan({ file, plan, definitions, shapeOf });
  return { kind: 'terraform-plan', file, lineOf: () => undefined, isYaml: false, ...read };
}

/** `cdk synth` writes a stack without resources as its bootstrap check alone. */
function isEmptyStack(value: Json): value is { readonly [key: string]: Json | undefined } {
  const check = member(member(value, 'Parameters'), 'BootstrapVersion');
  return isObject(value) && value['Resources'] === undefined && check !== undefined;
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (bytes.length === 0)
    throw new UnusableInputError({ file, expectation: 'expected a template or a plan, found an empty file' });
  const found = binaryKind(bytes);
  if (found)
    throw new UnusableInputError({
      file,
      expectation: `expected a template or a plan as text, found ${found}`,
    });
  // PowerShell writes UTF-16 when it redirects.
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnusableInputError({
      file,
      expectation: 'expected a template or a plan as UTF-8 text, found other bytes',
      cause,
    });
  }
}

function bytesOf(file: string): Buffer {
  try {
    const stat = statSync(file);
    if (!stat.isFile() && !stat.isFIFO())
      throw new UnusableInputError({ file, expectation: 'expected a file' });
    if (stat.size > MAX_MEGABYTES * MEGABYTE) throw tooLarge(file, stat.size);
    const bytes = readFileSync(file);
    if (bytes.length > MAX_MEGABYTES * MEGABYTE) throw tooLarge(file, bytes.length);
    return bytes;
  } catch (cause) {
    throw cause instanceof UnusableInputError ? cause : unreadable(file, cause);
  }
}

function tooLarge(file: string, size: number): UnusableInputError {
  const expectation = `expected at most ${MAX_MEGABYTES} MB, found ${Math.ceil(size / MEGABYTE)} MB`;
  return new UnusableInputError({ file, expectation });
}

function unreadable(file: string, cause: unknown): UnusableInputError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
  const found = code === 'ENOENT' ? 'nothing there' : code;
  return new UnusableInputError({ file, expectation: `expected a readable file, found ${found}`, cause });
}

function binaryKind(bytes: Buffer): string | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip (unpack it first)';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    return 'a zip archive (of a binary plan, give the output of: terraform show -json plan.out)';
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return !isUtf16 && bytes.includes(0) ? 'a binary file' : undefined;
}
