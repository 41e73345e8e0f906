import type { ResourceDefinition } from '../resources/definition.ts';
import type { Resource } from '../resources/resource.ts';
import { valuesAt } from './path.ts';

interface Named {
  readonly reference: string;
  readonly type: string;
  /** Who refers: a bare name is one of its own account. */
  readonly from: Resource;
}

export type FindByName = (named: Named) => Resource | undefined;

/** Finds resources by ARN and by name, as each type's definition reads them. */
export function namesOf(
  resources: readonly Resource[],
  definitionOf: (type: string) => ResourceDefinition | undefined,
): FindByName {
  // Made when it is first asked: most templates refer by token.
  let index: ReadonlyMap<string, readonly Resource[]> | undefined;
  return ({ reference, type, from }) => {
    index ??= indexOf(resources, definitionOf);
    const exact = index.get(keyOf(type, reference));
    if (reference.startsWith('arn:') && exact) return exact[0];
    const id = definitionOf(type)?.idFrom?.(plainTokens(reference)) ?? reference;
    return nearest(exact ?? index.get(keyOf(type, id)) ?? [], placeOf(reference, from));
  };
}

function indexOf(
  resources: readonly Resource[],
  definitionOf: (type: string) => ResourceDefinition | undefined,
): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of namesIn(resource, definitionOf(resource.type))) {
      const key = keyOf(resource.type, name);
      const known = index.get(key);
      if (known) known.push(resource);
      else index.set(key, [resource]);
    }
  }
  return index;
}

function namesIn(resource: Resource, definition: ResourceDefinition | undefined): ReadonlySet<string> {
  // A logical id or an address is no name: a bucket called `Data` elsewhere is not this template's `Data`.
  const isDeclared = resource.source === 'template' || resource.source === 'plan';
  const names = (definition?.names ?? []).flatMap((path) => valuesAt(resource.properties, path));
  const texts = [isDeclared ? undefined : resource.id, resource.arn, ...names];
  return new Set(texts.filter((name): name is string => typeof name === 'string' && name !== ''));
}

const keyOf = (type: string, name: string): string => `${type}\n${plainTokens(name)}`;

/** The colons of `${AWS::Partition}` would be taken for those of the ARN around it. */
const plainTokens = (text: string): string => text.replaceAll('${AWS::', '${AWS.');

interface Place {
  readonly account: string | null;
  readonly region: string | null;
  /** An ARN means its Region; a bare name may be of a global service. */
  readonly isExact: boolean;
}

function placeOf(reference: string, { account, region }: Resource): Place {
  if (!reference.startsWith('arn:')) return { account, region, isExact: false };
  const parts = plainTokens(reference).split(':');
  return { region: literal(parts[3]), account: literal(parts[4]), isExact: true };
}

const literal = (part: string | undefined): string | null => (!part || part.includes('${') ? null : part);

/** Namesakes of another account are other resources; of those left, the one of the same Region if there is one. */
function nearest(candidates: readonly Resource[], { account, region, isExact }: Place): Resource | undefined {
  const possible = candidates.filter(
    (candidate) => agree(account, candidate.account) && (!isExact || agree(region, candidate.region)),
  );
  return possible.find((candidate) => candidate.region === region) ?? possible[0];
}

/** What is not known contradicts nothing. */
const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;
