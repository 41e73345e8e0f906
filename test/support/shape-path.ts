import type { Shape, TypeShape } from '../../resources/shape.ts';

/** Whether a resource of this shape can have something at `A.B[0].C`, or `A.B[].C` for no certain one; in free JSON and under free keys, anything. */
export function isPathOf({ members, definitions = {} }: TypeShape, path: string): boolean {
  let shape: Shape | undefined = members;
  for (const step of path.split(/\.|(?=\[)/)) {
    if (isFree(shape)) return true;
    shape = resolved(below(resolved(shape, definitions), step), definitions);
    if (shape === undefined) return false;
  }
  return true;
}

const isFree = (shape: Shape | undefined): boolean =>
  shape === 'json' || (typeof shape === 'object' && '$map' in shape);

function below(shape: Shape | undefined, step: string): Shape | undefined {
  if (typeof shape !== 'object') return undefined;
  if (Array.isArray(shape)) return /^\[\d*\]$/.test(step) ? shape[0] : undefined;
  return Object.hasOwn(shape, step) ? Object.entries(shape).find(([name]) => name === step)?.[1] : undefined;
}

function resolved(shape: Shape | undefined, definitions: Readonly<Record<string, Shape>>): Shape | undefined {
  const name = typeof shape === 'object' && '$ref' in shape ? shape.$ref : undefined;
  return typeof name === 'string' ? definitions[name] : shape;
}
