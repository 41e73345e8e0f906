import type { ResourceDefinition } from '../resources/definition.ts';
import type { Json, Resource } from '../resources/resource.ts';
import { isUnknown } from '../resources/resource.ts';
import type { Followed, Neighbourhood } from './judge.ts';
import { valuesAt } from './path.ts';

export interface NeighbourhoodOptions {
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** Said of a reference that leads out: `outside this template`. */
  readonly outside: string;
  /** The settings' own word that a supporting resource serves AI. */
  readonly servesAi?: (resource: Resource) => boolean;
}

/**
 * A neighbourhood of resources that are all at hand: one template, one plan, one state file.
 * References are `${id}` or `${id.attribute}` tokens, or names and ARNs as the type's definition reads them.
 */
export function neighbourhoodOf(
  resources: readonly Resource[],
  options: NeighbourhoodOptions,
): Neighbourhood {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const byName = indexByName(resources, options);
  let referrers: ReadonlyMap<Resource, readonly string[]> | undefined;

  function find(reference: string, type: string): Resource | undefined {
    const token = tokenIn(reference);
    const named = token === undefined ? undefined : resourceOfToken(token, byId);
    if (named) return named.type === type ? named : behind(named, type);
    const id = options.definitionOf(type)?.idFrom?.(reference) ?? reference;
    return byName.get(nameKey(type, id)) ?? byName.get(nameKey(type, reference));
  }

  /** An alias leads to its key. */
  function behind(named: Resource, type: string): Resource | undefined {
    const standsFor = options.definitionOf(named.type)?.standsFor;
    if (standsFor?.type !== type) return undefined;
    const [reference] = valuesAt(named.properties, standsFor.by);
    return typeof reference === 'string' ? find(reference, type) : undefined;
  }

  return {
    follow(reference, type): Followed {
      const resource = find(reference, type);
      return resource ? { resource } : { unreadable: `${reference} is ${options.outside}` };
    },
    referrers(resource) {
      referrers ??= indexReferrers(resources, options, find);
      const found = referrers.get(resource) ?? [];
      return options.servesAi?.(resource) ? [...found, 'the settings'] : found;
    },
  };
}

/** The first `${…}` that is no pseudo parameter. */
function tokenIn(reference: string): string | undefined {
  for (const [, token] of reference.matchAll(/\$\{([^}]+)\}/g)) {
    if (token && !token.startsWith('AWS::')) return token;
  }
  return undefined;
}

/** `Key.Arn` → Key; `module.m.aws_kms_key.k[0].arn` → `module.m.aws_kms_key.k[0]`. */
function resourceOfToken(token: string, byId: ReadonlyMap<string, Resource>): Resource | undefined {
  let id = token;
  for (;;) {
    const resource = byId.get(id);
    if (resource) return resource;
    const dot = id.lastIndexOf('.');
    if (dot < 0) return undefined;
    id = id.slice(0, dot);
  }
}

const nameKey = (type: string, name: string): string => `${type}\n${name}`;

function indexByName(
  resources: readonly Resource[],
  { definitionOf }: NeighbourhoodOptions,
): Map<string, Resource> {
  const index = new Map<string, Resource>();
  for (const resource of resources) {
    const definition = definitionOf(resource.type);
    const names: (Json | undefined)[] = [resource.id, resource.arn];
    for (const path of definition?.names ?? []) names.push(...valuesAt(resource.properties, path));
    for (const name of names) {
      if (typeof name === 'string' && name !== '') index.set(nameKey(resource.type, name), resource);
    }
  }
  return index;
}

function indexReferrers(
  resources: readonly Resource[],
  { definitionOf }: NeighbourhoodOptions,
  find: (reference: string, type: string) => Resource | undefined,
): ReadonlyMap<Resource, readonly string[]> {
  const index = new Map<Resource, string[]>();
  for (const resource of resources) {
    const definition = definitionOf(resource.type);
    if (definition?.role !== 'ai') continue;
    for (const { path, type } of definition.references ?? []) {
      for (const value of valuesAt(resource.properties, path)) {
        if (typeof value !== 'string' || isUnknown(value)) continue;
        const target = find(value, type);
        if (!target) continue;
        const known = index.get(target) ?? [];
        if (!known.includes(`${resource.type} ${resource.id}`)) known.push(`${resource.type} ${resource.id}`);
        index.set(target, known);
      }
    }
  }
  return index;
}
