import { isDeepStrictEqual } from 'node:util';
import type { ReturnValue } from '@aws-sdk/client-dynamodb';
import type { Call, Operations } from '../../service.ts';
import { activeTable, exactKey, getItem, strongly } from './_shared.ts';
import { valueAt, withValue } from './path.ts';
import { projected } from './projection.ts';
import { placeholdersOf } from './tokens.ts';
import { type Item, invalid } from './values.ts';
import { perform, prepare, type Write } from './write.ts';

export const items = {
  PutItem(input, call) {
    const write = prepare(call, 'put', input);
    perform(call, write, input);
    return input.ReturnValues === 'ALL_OLD' && write.old !== undefined ? { Attributes: write.old } : {};
  },

  UpdateItem(input, call) {
    const write = prepare(call, 'update', input);
    perform(call, write, input);
    return { Attributes: returned(write, input.ReturnValues) };
  },

  DeleteItem(input, call) {
    const write = prepare(call, 'delete', input);
    perform(call, write, input);
    return input.ReturnValues === 'ALL_OLD' && write.old !== undefined ? { Attributes: write.old } : {};
  },

  GetItem(input, call) {
    const table = activeTable(call, input.TableName);
    const item = getItem(table, viewOf(call, input.ConsistentRead), exactKey(table, input.Key));
    return { Item: item && projected(item, input.ProjectionExpression, placeholdersOf(input)) };
  },

  BatchGetItem(input, call) {
    const Responses: Record<string, Item[]> = {};
    for (const [name, { Keys = [], ConsistentRead, ...given }] of Object.entries(input.RequestItems)) {
      const table = activeTable(call, name);
      if (Keys.length > 100) throw invalid('Too many items requested for the BatchGetItem call');
      const found = Keys.map((key) => getItem(table, viewOf(call, ConsistentRead), exactKey(table, key)));
      Responses[name] = found
        .filter((item) => item !== undefined)
        .map((item) => projected(item, given.ProjectionExpression, placeholdersOf(given)));
    }
    return { Responses, UnprocessedKeys: {} };
  },

  BatchWriteItem(input, call) {
    const writes = Object.entries(input.RequestItems).flatMap(([TableName, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) =>
        PutRequest === undefined
          ? prepare(call, 'delete', { TableName, Key: DeleteRequest?.Key })
          : prepare(call, 'put', { TableName, Item: PutRequest.Item }),
      ),
    );
    if (writes.length === 0 || writes.length > 25) {
      throw invalid(`Too many items requested for the BatchWriteItem call: 1 to 25, not ${writes.length}`);
    }
    for (const write of writes) perform(call, write, { TableName: undefined });
    return { UnprocessedItems: {} };
  },
} satisfies Operations<typeof import('@aws-sdk/client-dynamodb')>;

/** What a read sees: all that was written, or what was true a while ago. */
export function viewOf(call: Call, isConsistent: boolean | undefined) {
  return isConsistent === true ? strongly(call) : call;
}

function returned({ old, next, update }: Write, wanted: ReturnValue | undefined): Item | undefined {
  if (wanted === 'ALL_OLD') return old;
  if (wanted === 'ALL_NEW') return next;
  if (wanted !== 'UPDATED_NEW' && wanted !== 'UPDATED_OLD') return undefined;
  const source = (wanted === 'UPDATED_NEW' ? next : old) ?? {};
  const parts = (update?.paths ?? []).map(([first = '']) => [first]);
  const picked = parts.reduce<Item>((item, path) => withValue(item, path, valueAt(source, path)), {});
  return isDeepStrictEqual(picked, {}) ? undefined : picked;
}
