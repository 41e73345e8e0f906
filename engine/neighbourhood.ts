import type { ResourceDefinition } from '../resources/definition.ts';
import type { Resource } from '../resources/resource.ts';
import type { Followed, Neighbourhood } from './judge.ts';
import { namesOf } from './names.ts';
import { valuesAt } from './path.ts';

export interface NeighbourhoodOptions {
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** Said of a reference that leads out: `outside this template`. */
  readonly outside: string;
  /** The settings' own word that a supporting resource serves AI. */
  readonly servesAi?: (resource: Resource) => boolean;
}

type Find = (reference: string, type: string, from: Resource) => Resource | undefined;

/**
 * A neighbourhood of resources that are all at hand: one template, one plan, one state file.
 * References are `${id}` or `${id.attribute}` tokens, or names and ARNs as the type's definition reads them.
 */
export function neighbourhoodOf(
  resources: readonly Resource[],
  options: NeighbourhoodOptions,
): Neighbourhood {
  const find = finder(resources, options);
  let referrers: ReadonlyMap<Resource, readonly string[]> | undefined;
  return {
    follow(reference, type, from): Followed {
      const resource = find(reference, type, from);
      return resource ? { resource } : { unreadable: `${reference} is ${options.outside}` };
    },
    referrers(resource) {
      referrers ??= indexReferrers(resources, options, find);
      const found = referrers.get(resource) ?? [];
      return options.servesAi?.(resource) ? [...found, 'the settings'] : found;
    },
  };
}

function finder(resources: readonly Resource[], { definitionOf }: NeighbourhoodOptions): Find {
  // Made when a token is first asked for: most templates name few resources of their own.
  let byId: ReadonlyMap<string, Resource> | undefined;
  const byName = namesOf(resources, definitionOf);
  let standIns: readonly StandIn[] | undefined;

  function direct(reference: string, type: string, from: Resource): Resource | undefined {
    for (const token of tokensIn(reference)) {
      byId ??= new Map(resources.map((resource) => [resource.id, resource]));
      const resource = resourceOfToken(token, byId);
      if (resource?.type === type) return resource;
    }
    return byName({ reference, type, from });
  }

  /** An alias leads to its key; to one only, so that no circle of them can be walked. */
  function behind(reference: string, type: string, from: Resource): Resource | undefined {
    standIns ??= standInsIn(resources, definitionOf);
    for (const standIn of standIns) {
      const resource = standIn.standsFor.type === type ? direct(reference, standIn.type, from) : undefined;
      if (!resource) continue;
      const [target] = valuesAt(resource.properties, standIn.standsFor.by);
      if (typeof target === 'string') return direct(target, type, resource);
    }
    return undefined;
  }

  return (reference, type, from) => direct(reference, type, from) ?? behind(reference, type, from);
}

interface StandIn {
  readonly type: string;
  readonly standsFor: NonNullable<ResourceDefinition['standsFor']>;
}

/** The types among the resources that lead on to another. */
const standInsIn = (
  resources: readonly Resource[],
  definitionOf: NeighbourhoodOptions['definitionOf'],
): readonly StandIn[] =>
  [...new Set(resources.map(({ type }) => type))].flatMap((type) => {
    const standsFor = definitionOf(type)?.standsFor;
    return standsFor ? [{ type, standsFor }] : [];
  });

/**
 * The `${…}` that stand for a whole name: in `${Bucket}/*` and `arn:aws:s3:::${Bucket}`, but not in `${Bucket}-logs`,
 * which names another one.
 */
const tokensIn = (reference: string): string[] =>
  Array.from(reference.matchAll(/(?<![\w}-])\$\{[^}]+\}(?![\w$-])/g), ([token]) => token.slice(2, -1));

/** `Key.Arn` → Key; `module.m.aws_kms_key.k[0].arn` → `module.m.aws_kms_key.k[0]`. */
function resourceOfToken(token: string, byId: ReadonlyMap<string, Resource>): Resource | undefined {
  for (let id = token; ; id = id.slice(0, id.lastIndexOf('.'))) {
    const resource = byId.get(id);
    if (resource || !id.includes('.')) return resource;
  }
}

function indexReferrers(
  resources: readonly Resource[],
  { definitionOf }: NeighbourhoodOptions,
  find: Find,
): ReadonlyMap<Resource, readonly string[]> {
  const index = new Map<Resource, Set<string>>();
  for (const resource of resources) {
    const definition = definitionOf(resource.type);
    if (definition?.role !== 'ai') continue;
    for (const { path, type } of definition.references ?? []) {
      for (const value of valuesAt(resource.properties, path)) {
        const target = typeof value === 'string' ? find(value, type, resource) : undefined;
        if (!target) continue;
        const known = index.get(target) ?? new Set();
        index.set(target, known.add(`${resource.type} ${resource.id}`));
      }
    }
  }
  return new Map(Array.from(index, ([target, referrers]) => [target, [...referrers]]));
}
