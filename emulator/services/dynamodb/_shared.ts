import type { KeySchemaElement, StreamViewType, TableDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { createTable, type Table, type View } from '../../table.ts';
import { recordChange, type StreamRecord } from './stream.ts';
import { canonical, canonicalItem, type Item, invalid, isEqual } from './values.ts';

/** A table and its items, by partition key and then by whole key. */
export interface StoredTable {
  readonly description: TableDescription & { TableName: string; TableArn: string };
  readonly partitions: Map<string, Table<Item>>;
  readonly stream: StreamRecord[];
  readonly ttl: { attribute: string | undefined };
}

export interface KeyNames {
  partition: string;
  sort: string | undefined;
}

export const tables = createTable<StoredTable>();

/** What DynamoDB sees at once, whatever the world's delay. */
export function strongly(call: Call): View {
  const { scope, nowMs, settleMs } = call;
  return { scope, nowMs, seenMs: nowMs, settleMs };
}

/** A table by name or ARN, whatever its status. */
export function findTable(call: Call, nameOrArn: string): StoredTable {
  const found = tables.get(strongly(call), nameOrArn.split('/').at(-1) ?? '');
  if (found !== undefined) return found;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${nameOrArn} not found`,
  );
}

/** A table that has come into being. */
export function activeTable(call: Call, nameOrArn: string): StoredTable {
  const table = findTable(call, nameOrArn);
  if (table.description.TableStatus === 'ACTIVE') return table;
  throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

export function keyNames(schema: readonly KeySchemaElement[] | undefined): KeyNames {
  const nameOf = (type: string) => schema?.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return { partition: nameOf('HASH') ?? '', sort: nameOf('RANGE') };
}

/** The key of an item, or of a request that gives a key only. */
export function keyOf({ description }: StoredTable, item: Item): Item {
  const { partition, sort } = keyNames(description.KeySchema);
  const names = sort === undefined ? [partition] : [partition, sort];
  return Object.fromEntries(
    names.map((name) => {
      const value = item[name];
      const type = description.AttributeDefinitions?.find(
        ({ AttributeName }) => AttributeName === name,
      )?.AttributeType;
      if (value === undefined) {
        throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
      }
      if (!Object.keys(value).includes(type ?? '')) {
        throw invalid(
          `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${Object.keys(value)[0]}`,
        );
      }
      if (value.S === '') {
        throw invalid(
          `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
        );
      }
      return [name, value];
    }),
  );
}

/** The same where nothing but the key may be given. */
export function exactKey(table: StoredTable, key: Item): Item {
  const names = (table.description.KeySchema ?? []).map(({ AttributeName }) => AttributeName);
  const isExact =
    Object.keys(key).length === names.length && names.every((name) => name !== undefined && name in key);
  if (!isExact) throw invalid('The provided key element does not match the schema');
  return keyOf(table, key);
}

export function partitionOf(table: StoredTable, key: Item): Table<Item> {
  const { partition } = keyNames(table.description.KeySchema);
  const value = key[partition];
  const name = value === undefined ? '' : canonical(value);
  const known = table.partitions.get(name) ?? createTable<Item>();
  table.partitions.set(name, known);
  return known;
}

export function getItem(table: StoredTable, view: View, key: Item): Item | undefined {
  return partitionOf(table, key).get(view, canonicalItem(key));
}

const MAX_ITEM_BYTES = 400 * 1024;

/** Writes an item, or takes it away; the stream hears of what really changed. */
export function writeItem(
  call: Call,
  table: StoredTable,
  { key, item }: { key: Item; item: Item | undefined },
): void {
  const view = strongly(call);
  const partition = partitionOf(table, key);
  const name = canonicalItem(key);
  const old = partition.get(view, name);
  if (item === undefined) partition.delete(view, name);
  else partition.put(view, name, item);
  // To compare two items costs more than to write one.
  if (viewTypeOf(table) === undefined) return;
  const isChanged = !isEqual(old && { M: old }, item && { M: item });
  if ((old !== undefined || item !== undefined) && isChanged) recordChange(call, table, { key, old, item });
}

/** Refuses items that DynamoDB would not hold. */
export function checkItem(table: StoredTable, item: Item): void {
  if (Buffer.byteLength(canonicalItem(item)) > MAX_ITEM_BYTES) {
    throw invalid('Item size has exceeded the maximum allowed size');
  }
  for (const { KeySchema } of table.description.GlobalSecondaryIndexes ?? []) {
    const { partition, sort } = keyNames(KeySchema);
    for (const name of [partition, sort ?? partition]) {
      const value = item[name];
      const type = table.description.AttributeDefinitions?.find(
        ({ AttributeName }) => AttributeName === name,
      )?.AttributeType;
      if (value !== undefined && !Object.keys(value).includes(type ?? '')) {
        throw invalid(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${Object.keys(value)[0]}`,
        );
      }
    }
  }
}

export function viewTypeOf({ description }: StoredTable): StreamViewType | undefined {
  const { StreamEnabled, StreamViewType: type } = description.StreamSpecification ?? {};
  return StreamEnabled === true ? type : undefined;
}
