import { definitions } from './index.ts';
import type { Shape, TypeShape } from './shape.ts';
import { generatedShapes } from './shapes.generated.ts';

const definitionOf = new Map(definitions.map((definition) => [definition.type, definition]));
const shapes = new Map<string, TypeShape | undefined>();

/** The run-time shape of a type's properties, read-only members included; undefined for a type without a definition. */
export function shapeOf(type: string): TypeShape | undefined {
  if (!shapes.has(type)) shapes.set(type, readShape(type));
  return shapes.get(type);
}

function readShape(type: string): TypeShape | undefined {
  const definition = definitionOf.get(type);
  if (definition === undefined) return undefined;
  const base = definition.shape ?? generated(type);
  return base && withMembers(base, definition.readOnly);
}

function generated(type: string): TypeShape | undefined {
  const text = Object.hasOwn(generatedShapes, type) ? generatedShapes[type] : undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

function withMembers(base: TypeShape, readOnly: Readonly<Record<string, Shape>> | undefined): TypeShape {
  return readOnly === undefined ? base : { ...base, members: { ...base.members, ...readOnly } };
}
