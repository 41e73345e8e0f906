import type { Json } from '../../resources/resource.ts';
import { isObject } from './scope.ts';

export type Output = Record<string, Json | undefined>;

export interface Spot {
  /** `ProductionVariants[].ModelName` */
  readonly path: string;
  /** One index for each `[]`. */
  readonly at: readonly number[];
}

/** Puts a value where its path says, and makes the objects and lists on the way. */
export function place(output: Output, { path, at }: Spot, value: Json): void {
  const steps = path.split('.');
  const indexes = at.values();
  let node: Output = output;
  steps.forEach((step, depth) => {
    const key = step.replace(/\[\]$/, '');
    const isLast = depth === steps.length - 1;
    if (step.endsWith('[]'))
      node = elementIn(node, { key, index: indexes.next().value ?? 0, value: isLast ? value : undefined });
    else if (isLast) node[key] = value;
    else node = childOf(node, key);
  });
}

const isOutput = (value: Json | undefined): value is Output => isObject(value);

function childOf(node: Output, key: string): Output {
  const child = node[key];
  if (isOutput(child)) return child;
  const created: Output = {};
  node[key] = created;
  return created;
}

interface Slot {
  readonly key: string;
  readonly index: number;
  readonly value: Json | undefined;
}

function elementIn(node: Output, { key, index, value }: Slot): Output {
  const before = node[key];
  const list: Json[] = Array.isArray(before) ? [...before] : [];
  // No holes: an element of which nothing is known to the mapping is an empty object.
  while (list.length <= index) list.push({});
  const known = list[index];
  const created: Output = isOutput(known) ? known : {};
  list[index] = value ?? created;
  node[key] = list;
  return created;
}
