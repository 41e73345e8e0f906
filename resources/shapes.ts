import { definitions } from './index.ts';
import type { Shape, TypeShape } from './shape.ts';
import { generatedShapes } from './shapes.generated.ts';

const shapes: ReadonlyMap<string, TypeShape> = new Map(
  definitions.flatMap(({ type, shape, readOnly }) => {
    const base = shape ?? generatedShapes[type];
    return base === undefined ? [] : [[type, withMembers(base, readOnly)] as const];
  }),
);

function withMembers(base: TypeShape, readOnly: Readonly<Record<string, Shape>> | undefined): TypeShape {
  return readOnly === undefined ? base : { ...base, members: { ...base.members, ...readOnly } };
}

/** The run-time shape of a type's properties, read-only members included; undefined for a type without a definition. */
export function shapeOf(type: string): TypeShape | undefined {
  return shapes.get(type);
}
