import type { JsonObject } from '../resources/resource.ts';
import type { UnknownAt } from './conform.ts';
import { UnreadableValueError } from './verdict.ts';

type Tree = { [key: string]: unknown };

/**
 * The same tree, in which reading a value that cannot be known throws. The copy is made along the unknown
 * paths only; most resources have none and come back as they are.
 */
export function guard(properties: JsonObject, unknowns: readonly UnknownAt[]): JsonObject {
  if (unknowns.length === 0) return properties;
  const copies = new Set<unknown>();
  const root = copyOnce(properties, copies);
  for (const { path, because } of unknowns) {
    let node = root;
    for (const key of path.slice(0, -1)) {
      const child = copyOnce(node[key], copies);
      node[key] = child;
      node = child;
    }
    const key = path.at(-1);
    if (key !== undefined) install(node, key, `${pathText(path)}: ${because}`);
  }
  return root as JsonObject;
}

function copyOnce(value: unknown, copies: Set<unknown>): Tree {
  if (copies.has(value)) return value as Tree;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Tree;
  copies.add(copy);
  return copy;
}

function install(node: Tree, key: string | number, message: string): void {
  Object.defineProperty(node, key, {
    enumerable: true,
    get() {
      throw new UnreadableValueError(message);
    },
  });
}

/** `VpcConfig.Subnets[1]` */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}
