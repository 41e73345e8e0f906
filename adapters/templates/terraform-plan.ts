import type { ResourceDefinition, TerraformMapping } from '../../resources/definition.ts';
import type { Json, Resource } from '../../resources/resource.ts';
import type { TypeShape } from '../../resources/shape.ts';
import { UnusableInputError } from '../unusable.ts';
import { attachAll, resourceOf } from './attachments.ts';
import type { ReadResult } from './cloudformation.ts';
import { member, own } from './scope.ts';
import { awsccMapping } from './terraform-awscc.ts';
import { camelCased, landingOf } from './terraform-names.ts';
import { type PlanReferences, planReferences } from './terraform-references.ts';
import { convert } from './terraform-values.ts';

export interface TerraformPlanInput {
  readonly file: string;
  /** What `terraform show -json plan.out` prints. */
  readonly plan: Json;
  readonly definitions: readonly ResourceDefinition[];
  readonly shapeOf: (type: string) => TypeShape | undefined;
}

export interface PlanResult extends ReadResult {
  /** Managed resources that no definition maps, by Terraform type. */
  readonly unmapped: Readonly<Record<string, number>>;
}

interface Mapped {
  readonly definition: ResourceDefinition;
  readonly mapping: TerraformMapping;
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: Json | undefined;
}

interface Reading {
  readonly input: TerraformPlanInput;
  readonly references: PlanReferences;
  readonly mappings: ReadonlyMap<string, Mapped>;
  /** Address → change, of the mapped ones that will exist. */
  readonly changes: ReadonlyMap<string, Change>;
}

/**
 * The resources that will exist once a Terraform plan is applied, in CloudFormation's shape. What is known only
 * after apply is an unknown, unless its expression is one reference to a resource of the plan.
 * Throws an UnusableInputError, with the path in the plan, where it is not shaped as one.
 */
export function readTerraformPlan(input: TerraformPlanInput): PlanResult {
  const mappings = mappingsOf(input.definitions);
  const notes: string[] = [];
  const changes = changesOf(input, notes);
  const mapped = new Map(
    changes.flatMap((change) => (mappings.has(change.type) ? [[change.address, change]] : [])),
  );
  const reading: Reading = { input, references: planReferences(input.plan), mappings, changes: mapped };
  const definitions = new Map(input.definitions.map((definition) => [definition.type, definition]));
  const attached = attachAll({
    resources: [...mapped.values()].flatMap((change) => resourceFrom(change, reading)),
    definitionOf: (type) => definitions.get(type),
    mayName: ({ id }, by, target) => mayName(reading, { id, by, target }),
  });
  const unmapped = countUnmapped(changes, mappings);
  return {
    resources: attached.resources,
    notes: [...notes, ...unmappedNote(unmapped), ...attached.notes],
    unmapped,
  };
}

function mappingsOf(definitions: readonly ResourceDefinition[]): Map<string, Mapped> {
  return new Map(
    definitions.flatMap((definition) =>
      [...(definition.terraform ?? []), awsccMapping(definition) ?? []]
        .flat()
        .map((mapping): [string, Mapped] => [mapping.type, { definition, mapping }]),
    ),
  );
}

function changesOf({ file, plan }: TerraformPlanInput, notes: string[]): Change[] {
  const list = member(plan, 'resource_changes') ?? [];
  if (!Array.isArray(list))
    throw new UnusableInputError({ file, place: 'resource_changes', expectation: 'expected a list' });
  if (member(plan, 'complete') === false)
    notes.push('the plan is not complete: what it deferred is not judged');
  const seen = new Set<string>();
  return list.flatMap((entry: Json, index): Change[] => {
    const [address, type, change] = [
      member(entry, 'address'),
      member(entry, 'type'),
      member(entry, 'change'),
    ];
    const actions = member(change, 'actions');
    const place = `resource_changes[${index}]`;
    if (typeof address !== 'string' || typeof type !== 'string' || !Array.isArray(actions)) {
      throw new UnusableInputError({
        file,
        place,
        expectation: 'expected an address, a type and a change with actions',
      });
    }
    if (member(entry, 'mode') !== 'managed' || !willExist(address, actions, notes)) return [];
    // A deposed object is on its way out beside its successor of the same address.
    if (member(entry, 'deposed') !== undefined) return [];
    if (seen.has(address))
      throw new UnusableInputError({
        file,
        place,
        expectation: `expected each address once, found ${address} again`,
      });
    seen.add(address);
    return [{ address, type, change }];
  });
}

function willExist(address: string, actions: readonly Json[], notes: string[]): boolean {
  if (actions.includes('forget'))
    notes.push(`${address} is not judged: Terraform forgets it, though it stays in the account`);
  return actions.some((action) => action === 'create' || action === 'update' || action === 'no-op');
}

function resourceFrom({ address, type, change }: Change, reading: Reading): Resource[] {
  const mapped = reading.mappings.get(type);
  if (!mapped) return [];
  const { definition, mapping } = mapped;
  const properties = convert(change, {
    mapping,
    shape: reading.input.shapeOf(definition.type),
    tokenFor: (argument) => tokenFor(address, argument, reading),
    isReference: (token) => token.startsWith('AWS::') || resourceOf(token, reading.changes) !== undefined,
    isUnset: (argument) => isCreated(change) && reading.references.isUnset(address, argument),
    isUntagged: isCreated(change) && isUntagged(address, reading),
  });
  const resource: Resource = {
    type: definition.type,
    id: address,
    partition: null,
    account: null,
    region: regionOf(address, change, reading),
    source: 'plan',
    file: reading.input.file,
    properties,
  };
  return [resource];
}

/** What an update leaves open may follow from what it changes. */
function isCreated(change: Json | undefined): boolean {
  const actions = member(change, 'actions');
  return Array.isArray(actions) && actions.includes('create');
}

/** The provider leaves `tags_all` open where it counts none: https://github.com/hashicorp/terraform-provider-aws, SetTagsDiff. */
function isUntagged(address: string, reading: Reading): boolean {
  const provider = providerOf(address, reading);
  return (
    provider !== undefined &&
    member(member(provider, 'expressions'), 'default_tags') === undefined &&
    reading.references.isUnset(address, 'tags')
  );
}

/** `${address.attribute}` where the argument is exactly one attribute of one mapped resource. */
function tokenFor(
  address: string,
  argument: string,
  { references, changes, mappings }: Reading,
): string | undefined {
  const [leaf, ...others] = references.of(address, argument);
  if (leaf === undefined || others.length > 0 || leaf.includes('}')) return undefined;
  const exact = resourceOf(leaf, changes);
  if (exact) {
    const attribute = leaf.slice(exact.address.length + 1);
    const constants = mappings.get(exact.type)?.definition.constants;
    return attribute === '' ? undefined : (own(constants, camelCased(attribute)) ?? `\${${leaf}}`);
  }
  // `one(aws_kms_key.k[*].arn)` and the like leave the instance out: it is certain if there is only one.
  const dot = leaf.lastIndexOf('.');
  const instances = [...changes.keys()].filter((known) => known.startsWith(`${leaf.slice(0, dot)}[`));
  return instances.length === 1 ? `\${${instances[0]}${leaf.slice(dot)}}` : undefined;
}

/** The resource's own argument (since provider 6), else the provider's where it is written down. */
function regionOf(address: string, change: Json | undefined, reading: Reading): string | null {
  const own = member(member(change, 'after'), 'region');
  if (typeof own === 'string') return own;
  const provider = providerOf(address, reading);
  const region = member(member(provider, 'expressions'), 'region');
  const constant = member(region, 'constant_value') ?? variable(provider, region, reading.input.plan);
  return typeof constant === 'string' ? constant : null;
}

function providerOf(address: string, { input, references }: Reading): Json | undefined {
  const key = references.providerKeyOf(address);
  const providers = member(member(input.plan, 'configuration'), 'provider_config');
  return key === undefined ? undefined : member(providers, key);
}

/** A provider of the root module may take its Region from a variable, whose value the plan records. */
function variable(provider: Json | undefined, expression: Json | undefined, plan: Json): Json | undefined {
  const references = member(expression, 'references');
  const [reference, ...others]: readonly Json[] = Array.isArray(references) ? references : [];
  if (typeof reference !== 'string' || others.length > 0 || member(provider, 'module_address') !== undefined)
    return undefined;
  const name = /^var\.([^.[]+)$/.exec(reference)?.[1];
  return name === undefined ? undefined : member(member(member(plan, 'variables'), name), 'value');
}

/** The expression of the unreadable name mentions the target or all instances of it. */
function mayName(
  { references, changes, mappings, input }: Reading,
  { id, by, target }: { id: string; by: string; target: Resource },
): boolean {
  const mapped = mappings.get(changes.get(id)?.type ?? '');
  if (!mapped) return false;
  const shape = input.shapeOf(mapped.definition.type);
  const naming = { mapping: mapped.mapping, shape };
  const root = { path: '', shape: shape?.members };
  const named = references
    .argumentsOf(id)
    .filter((argument) => landingOf(argument, root, naming).path === by);
  return named.some((argument) =>
    references
      .of(id, argument)
      .some(
        (leaf) =>
          `${leaf}.`.startsWith(`${target.id.replace(/\[[^\]]*\]$/, '')}.`) ||
          `${leaf}.`.startsWith(`${target.id}.`),
      ),
  );
}

function countUnmapped(
  changes: readonly Change[],
  mappings: ReadonlyMap<string, Mapped>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of changes) {
    if (!mappings.has(type)) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

function unmappedNote(counts: Readonly<Record<string, number>>): string[] {
  const types = Object.keys(counts).sort();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total === 0 ? [] : [`${total} resources of types without rules are not judged: ${types.join(', ')}`];
}
