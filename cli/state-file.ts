import type { Resource, ResourceRef } from '../resources/resource.ts';
import { UsageError } from './exit-status.ts';
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
  const index = new Map(
    resources.flatMap((resource) => keysOf(resource).map((key) => [key, resource] as const)),
  );
  return {
    resources,
    find: (ref) =>
      keysOf(ref)
        .map((key) => index.get(key))
        .find((resource) => resource !== undefined),
  };
}

/** SageMaker's ARNs lower-case the name: letters do not tell resources apart. */
const keysOf = ({ type, id, arn, account, region }: ResourceRef): string[] =>
  [
    ...(arn === undefined ? [] : [`${type} ${arn}`]),
    `${type} ${account} ${region} ${id}`,
    ...(account === null || region === null ? [`${type} ${id}`] : []),
  ].map((key) => key.toLowerCase());

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
  const type = textOf(item, 'type');
  const arn = textOf(item, 'arn');
  const id = textOf(item, 'id') ?? arn;
  const { properties } = item;
  if (type === undefined || id === undefined) throw new UsageError(`${place}: expected type, and id or arn`);
  if (!isObject(properties)) throw new UsageError(`${place}.properties: expected an object`);
  const [, partition, , region, account] = arn?.split(':') ?? [];
  return {
    type,
    id,
    ...(arn !== undefined && { arn }),
    partition: partition || null,
    account: textOf(item, 'account') ?? (account || null),
    region: textOf(item, 'region') ?? (region || null),
    source: 'state',
    // What JSON.parse gave is JSON.
    properties: properties as Resource['properties'],
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(item: Record<string, unknown>, key: string): string | undefined {
  const value = item[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
