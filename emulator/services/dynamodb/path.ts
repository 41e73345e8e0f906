import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, invalid } from './values.ts';

/** `a.b[0]`: names and positions. */
export type Path = readonly (string | number)[];

export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step];
  return value;
}

/** The item with the value at the path; undefined takes it away. */
export function withValue(item: Item, path: Path, value: AttributeValue | undefined): Item {
  const changed = replaced({ M: item }, path, value);
  return changed?.M ?? {};
}

function replaced(
  target: AttributeValue | undefined,
  [step, ...rest]: Path,
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  if (step === undefined) return value;
  if (typeof step === 'number' && target?.L !== undefined) {
    const list = [...target.L];
    const inner = replaced(list[step], rest, value);
    if (inner === undefined) list.splice(step, 1);
    // Beyond the end means at the end.
    else if (step >= list.length) list.push(inner);
    else list[step] = inner;
    return { L: list };
  }
  if (typeof step === 'string' && target?.M !== undefined) {
    const inner = replaced(target.M[step], rest, value);
    const { [step]: _old, ...others } = target.M;
    return { M: inner === undefined ? others : { ...target.M, [step]: inner } };
  }
  if (value === undefined) return target;
  throw invalid('The document path provided in the update expression is invalid for update');
}
