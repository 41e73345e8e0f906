import type { TerraformMapping } from '../../resources/definition.ts';
import type { Shape, TypeShape } from '../../resources/shape.ts';
import { own } from './scope.ts';

/** Where a Terraform argument lands: path from the root of the properties, `[]` kept as lists. */
export interface Landing {
  readonly path: string;
  readonly shape: Shape | undefined;
}

export interface Naming {
  readonly mapping: TerraformMapping;
  readonly shape: TypeShape | undefined;
}

/** The property that an argument becomes: what the mapping says, else the member of its parent with the same letters. */
export function landingOf(argument: string, parent: Landing, naming: Naming): Landing {
  const mapped = own(naming.mapping.properties, argument);
  if (mapped !== undefined) return { path: mapped, shape: shapeAt(mapped, naming.shape) };
  const name = argument.slice(argument.lastIndexOf('.') + 1);
  const members = membersOf(parent.shape, naming.shape);
  const letters = name.replaceAll('_', '').toLowerCase();
  const known = members && Object.keys(members).find((key) => key.toLowerCase() === letters);
  const property = known ?? camelCased(name);
  const path = parent.path === '' ? property : `${parent.path}.${property}`;
  return { path, shape: known === undefined ? undefined : followed(members?.[known], naming.shape) };
}

/** `kms_key_id` → `KmsKeyId`. */
export const camelCased = (name: string): string =>
  name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function shapeAt(path: string, root: TypeShape | undefined): Shape | undefined {
  let shape: Shape | undefined = root?.members;
  for (const step of path.split('.')) {
    shape = followed(own(membersOf(shape, root), step.replace(/\[\]$/, '')), root);
    if (step.endsWith('[]')) shape = elementOf(shape, root);
  }
  return shape;
}

export function elementOf(shape: Shape | undefined, root: TypeShape | undefined): Shape | undefined {
  return isListShape(shape) ? followed(shape[0], root) : shape;
}

export const isListShape = (shape: Shape | undefined): shape is readonly [Shape] => Array.isArray(shape);

/** Free keys or free JSON: what stands inside keeps its spelling. */
export const isFree = (shape: Shape | undefined): boolean =>
  shape === 'json' || (typeof shape === 'object' && '$map' in shape);

/** Members by name, of an object or of a list's element. */
function membersOf(
  shape: Shape | undefined,
  root: TypeShape | undefined,
): Readonly<Record<string, Shape>> | undefined {
  const inner = elementOf(shape, root);
  if (typeof inner !== 'object' || isListShape(inner) || isFree(inner)) return undefined;
  return inner as Readonly<Record<string, Shape>>;
}

function followed(shape: Shape | undefined, root: TypeShape | undefined): Shape | undefined {
  let found = shape;
  for (
    let hops = 0;
    typeof found === 'object' && typeof ('$ref' in found && found.$ref) === 'string' && hops < 8;
    hops += 1
  ) {
    found = root?.definitions?.[String('$ref' in found && found.$ref)];
  }
  return found;
}
