import type { Json } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import { linesOfResources } from './lines.ts';
import { faultIn, isFaulty } from './scan-json.ts';

export interface Parsed {
  readonly value: Json;
  readonly format: 'json' | 'yaml';
  /** The line, from 1, on which a logical id of `Resources` stands; found when asked. */
  readonly lineOf: (logicalId: string) => number | undefined;
}

/** CloudFormation itself takes 1 MB; a YAML tree costs two hundred times its text. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;

/**
 * Reads JSON, or YAML with CloudFormation's short tags (`!Ref` becomes `{ Ref }`).
 * Throws an UnusableInputError with line and column for anything else.
 */
export async function parseTemplate(input: string, file: string): Promise<Parsed> {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  if (text.trim() === '')
    throw new UnusableInputError({ file, expectation: 'expected a template or a plan, found an empty file' });
  if (/^\s*[{[]/.test(text) && !isFlowYaml(text, file)) return parseJson(text, file);
  if (text.length > MAX_YAML_BYTES) {
    throw new UnusableInputError({
      file,
      expectation: 'expected at most 4 MB of YAML (CloudFormation takes 1 MB)',
    });
  }
  const { parseYaml } = await import('./parse-yaml.ts');
  return parseYaml(text, file);
}

/** `{ Resources: … }` without quotes is YAML, and only a file that says so may be. */
function isFlowYaml(text: string, file: string): boolean {
  return /\.ya?ml$/i.test(file) && faultIn(text) !== undefined;
}

function parseJson(text: string, file: string): Parsed {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw faulty(text, file, cause);
  }
  if (isFaulty(text, value)) throw faulty(text, file);
  let lines: ReadonlyMap<string, number> | undefined;
  const lineOf = (logicalId: string): number | undefined => {
    lines ??= linesOfResources(text);
    return lines.get(logicalId);
  };
  return { value, format: 'json', lineOf };
}

function faulty(text: string, file: string, cause?: unknown): UnusableInputError {
  const fault = faultIn(text);
  const expectation = fault?.expectation ?? 'expected JSON';
  return new UnusableInputError({
    file,
    expectation,
    cause,
    ...(fault && { place: placeOf(text, fault.offset) }),
  });
}

/** `line 3, column 7` of an offset. */
function placeOf(text: string, offset: number): string {
  return `line ${lineAt(text, offset)}, column ${offset - text.lastIndexOf('\n', offset - 1)}`;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
