import { AwsError } from '../../errors.ts';
import { isRecord } from '../../shapes.ts';
import type { Properties } from './types.ts';

/** What JSON Patch asks of one place; `move`, `copy` and `test` are not emulated. */
interface Operation {
  op: string;
  path: string;
  value?: unknown;
}

/** The properties after a JSON Patch (RFC 6902) of members; those of lists are refused. */
export function patched(properties: Properties, document: string): Properties {
  const copy = structuredClone(properties);
  for (const operation of operationsIn(document)) apply(copy, operation);
  return copy;
}

function operationsIn(document: string): Operation[] {
  const value: unknown = JSON.parse(document);
  if (!Array.isArray(value)) throw invalid('the patch is no list');
  return value;
}

function apply(root: Properties, { op, path, value }: Operation): void {
  const names = path.split('/').slice(1);
  const last = names.pop() ?? '';
  const parent = names.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), root);
  if (!isRecord(parent) || Array.isArray(parent)) throw invalid(`there is no object at ${path}`);
  if (op !== 'add' && !Object.hasOwn(parent, last)) throw invalid(`there is nothing at ${path}`);
  if (op === 'remove') Reflect.deleteProperty(parent, last);
  else if (op === 'add' || op === 'replace') parent[last] = value;
  else throw invalid(`${op} is not emulated`);
}

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
