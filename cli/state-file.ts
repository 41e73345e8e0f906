import type { Resource, ResourceRef } from '../resources/resource.ts';
import { UsageError } from './exit-status.ts';
import { definitionOf } from './house.ts';
import { readText } from './settings-files.ts';

/** What the resources are, for a replay: events alone rarely carry their configuration. */
export interface State {
  readonly resources: readonly Resource[];
  find(ref: ResourceRef): Resource | undefined;
}

/**
 * Reads `{ "resources": [ { "type", "id" | "arn", "account"?, "region"?, "properties" } ] }`.
 * @throws UsageError naming file, place and expectation
 */
export function readState(file: string): State {
  const state = parse(file);
  const list = isObject(state) ? state['resources'] : undefined;
  if (!Array.isArray(list)) throw new UsageError(`${file}: at the top: expected {"resources": [ … ]}`);
  const resources = list.map((item: unknown, index) => resourceOf(item, `${file}: at resources[${index}]`));
  return { resources, find: finder(resources) };
}

function finder(resources: readonly Resource[]): State['find'] {
  const byArn = new Map(resources.map((resource) => [keyOf(resource.type, resource.arn), resource]));
  const byId = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const id of idsOf(resource)) {
      const key = keyOf(resource.type, id);
      byId.set(key, [...(byId.get(key) ?? []), resource]);
    }
  }
  return (ref) => {
    const exact = ref.arn === undefined ? undefined : byArn.get(keyOf(ref.type, ref.arn));
    if (exact) return exact;
    const namesakes = (byId.get(keyOf(ref.type, ref.id)) ?? []).filter(
      ({ account, region }) => agree(account, ref.account) && agree(region, ref.region),
    );
    // Of two namesakes nobody can say which one is meant.
    return namesakes.length === 1 ? namesakes[0] : undefined;
  };
}

/** An event may name by id what the state names by ARN. */
const idsOf = ({ type, id, arn }: Resource): ReadonlySet<string> =>
  new Set([id, (arn === undefined ? undefined : definitionOf(type)?.idFrom?.(arn)) ?? id]);

/** SageMaker's ARNs lower-case the name: letters do not tell resources apart. */
const keyOf = (type: string, name: string | undefined): string => `${type} ${name}`.toLowerCase();

/** What is not known contradicts nothing. */
const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;

function parse(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}: not JSON (${message.slice(0, 120)}), expected {"resources": [ … ]}`, {
      cause: error,
    });
  }
}

function resourceOf(item: unknown, place: string): Resource {
  if (!isObject(item))
    throw new UsageError(`${place}: expected an object with type, id or arn, and properties`);
  const textOf = (key: string): string | undefined => {
    const value = item[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw new UsageError(`${place}.${key}: expected a text`);
  };
  const type = textOf('type');
  const arn = textOf('arn');
  const id = textOf('id') ?? arn;
  const { properties } = item;
  if (type === undefined || id === undefined) throw new UsageError(`${place}: expected type, and id or arn`);
  if (!isObject(properties)) throw new UsageError(`${place}.properties: expected an object`);
  const [, partition, , region, account] = arn?.split(':') ?? [];
  return {
    type,
    id,
    ...(arn !== undefined && { arn }),
    partition: partition || null,
    account: textOf('account') ?? (account || null),
    region: textOf('region') ?? (region || null),
    source: 'state',
    // What JSON.parse gave is JSON.
    properties: properties as Resource['properties'],
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
