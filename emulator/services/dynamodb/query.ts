import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Call, Operations } from '../../service.ts';
import type { View } from '../../table.ts';
import { activeTable, type KeyNames, keyNames, partitionOf, type StoredTable } from './_shared.ts';
import { type Condition, conjuncts, meets, readCondition, subjectOf } from './condition.ts';
import { viewOf } from './items.ts';
import { projected } from './projection.ts';
import { checkAllUsed, type Placeholders, placeholdersOf } from './tokens.ts';
import { canonicalItem, compare, type Item, invalid } from './values.ts';

export const queries = {
  Query(input, call) {
    const { KeyConditionExpression: expression = '' } = input;
    const { table, names, placeholders, view } = opened(call, input);
    const condition = readCondition('KeyConditionExpression', expression, placeholders);
    checkKeyCondition(condition, names);
    const candidates =
      input.IndexName === undefined ? inPartition(table, view, condition, names) : all(table, view);
    const found = candidates.filter((item) => isIndexed(item, names) && meets(item, condition));
    return page(table, found, { input, names, placeholders });
  },

  Scan(input, call) {
    const { table, names, placeholders, view } = opened(call, input);
    const found = all(table, view).filter((item) => isIndexed(item, names));
    return page(table, found, { input, names, placeholders });
  },
} satisfies Operations<typeof import('@aws-sdk/client-dynamodb')>;

type Input = Pick<
  QueryCommandInput,
  | 'TableName'
  | 'IndexName'
  | 'ConsistentRead'
  | 'Limit'
  | 'ScanIndexForward'
  | 'ExclusiveStartKey'
  | 'FilterExpression'
  | 'ProjectionExpression'
  | 'Select'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

function opened(call: Call, input: Input) {
  const table = activeTable(call, input.TableName ?? '');
  const { IndexName, ConsistentRead } = input;
  const index = table.description.GlobalSecondaryIndexes?.find((one) => one.IndexName === IndexName);
  if (IndexName !== undefined && index === undefined) {
    throw invalid(`The table does not have the specified index: ${IndexName}`);
  }
  if (index !== undefined && ConsistentRead === true) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  const names = keyNames((index ?? table.description).KeySchema);
  return { table, names, placeholders: placeholdersOf(input), view: viewOf(call, ConsistentRead) };
}

// One equality on the partition key, and at most one condition on the sort key.
function checkKeyCondition(condition: Condition, { partition, sort }: KeyNames): void {
  const parts = conjuncts(condition);
  const onPartition = parts.filter((part) => subjectOf(part) === partition);
  const onSort = parts.filter((part) => sort !== undefined && subjectOf(part) === sort);
  const [first] = onPartition;
  const isEquality = first?.kind === 'compare' && first.operator === '=';
  if (onPartition.length !== 1 || !isEquality) {
    throw invalid(`Query condition missed key schema element: ${partition}`);
  }
  if (onSort.length > 1 || onPartition.length + onSort.length < parts.length) {
    throw invalid('Query key condition not supported');
  }
}

function inPartition(table: StoredTable, view: View, condition: Condition, { partition }: KeyNames): Item[] {
  const part = conjuncts(condition).find((one) => subjectOf(one) === partition);
  const right = part?.kind === 'compare' ? part.operands[1] : undefined;
  if (right?.kind !== 'value') throw invalid('Query key condition not supported');
  return partitionOf(table, { [partition]: right.value }).list(view);
}

function all(table: StoredTable, view: View): Item[] {
  return [...table.partitions.values()].flatMap((partition) => partition.list(view));
}

function isIndexed(item: Item, { partition, sort }: KeyNames): boolean {
  return item[partition] !== undefined && (sort === undefined || item[sort] !== undefined);
}

interface Paging {
  input: Input;
  names: KeyNames;
  placeholders: Placeholders;
}

const MAX_PAGE_BYTES = 1024 * 1024;

function page(table: StoredTable, found: Item[], { input, names, placeholders }: Paging) {
  const filter =
    input.FilterExpression === undefined
      ? undefined
      : readCondition('FilterExpression', input.FilterExpression, placeholders);
  const own = keyNames(table.description.KeySchema);
  const order = (a: Item, b: Item) =>
    orderOf(a, b, { names, own }) * (input.ScanIndexForward === false ? -1 : 1);
  const sorted = found.toSorted(order);
  const { ExclusiveStartKey: start } = input;
  const rest = start === undefined ? sorted : sorted.filter((item) => order(item, start) > 0);
  const looked = rest.slice(0, Math.min(input.Limit ?? Number.POSITIVE_INFINITY, withinBytes(rest)));
  const last = looked.at(-1);
  // A page that ends by its limit says so, even where nothing follows.
  const isCut = looked.length < rest.length || looked.length === input.Limit;
  const met = filter === undefined ? looked : looked.filter((item) => meets(item, filter));
  const shown = met.map((item) => projected(item, input.ProjectionExpression, placeholders));
  if (shown.length > 0 || input.ProjectionExpression === undefined) checkAllUsed(placeholders);
  return {
    ...(input.Select === 'COUNT' ? {} : { Items: shown }),
    Count: met.length,
    ScannedCount: looked.length,
    LastEvaluatedKey: isCut && last !== undefined ? keyWithin(last, { names, own }) : undefined,
  };
}

function withinBytes(items: Item[]): number {
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += canonicalItem(item).length;
    return bytes > MAX_PAGE_BYTES;
  });
  return end < 0 ? items.length : Math.max(1, end);
}

interface Keys {
  names: KeyNames;
  own: KeyNames;
}

function orderOf(a: Item, b: Item, { names, own }: Keys): number {
  const members = [names.partition, names.sort, own.partition, own.sort];
  for (const member of members) {
    const order = member === undefined ? 0 : compare(a[member], b[member]);
    if (order !== undefined && order !== 0) return order;
  }
  return 0;
}

function keyWithin(item: Item, { names, own }: Keys): Item {
  const key: Record<string, AttributeValue> = {};
  for (const name of [own.partition, own.sort, names.partition, names.sort]) {
    const value = name === undefined ? undefined : item[name];
    if (name !== undefined && value !== undefined) key[name] = value;
  }
  return key;
}
