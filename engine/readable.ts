import type { Resource } from '../resources/resource.ts';
import { conform } from './conform.ts';
import { guard } from './guard.ts';
import type { JudgeOptions } from './judge.ts';
import { withReadOnlyMembers } from './read-only.ts';
import type { JudgedResource } from './rule.ts';

/** The resource as rules see it: types hold, and reading what cannot be known throws UnreadableValueError. */
export function readable(resource: Resource, { shapeOf, definitionOf }: Shapes): JudgedResource {
  const { properties, unknowns } = conform(resource.properties, shapeOf(resource.type));
  const definition = definitionOf(resource.type);
  const isGuarded = unknowns.length > 0;
  const whole = withReadOnlyMembers(guard(properties, unknowns), resource, { definition, isGuarded });
  return { ...resource, properties: whole } as JudgedResource;
}

type Shapes = Pick<JudgeOptions, 'shapeOf' | 'definitionOf'>;
