import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import {
  activeTable,
  checkItem,
  exactKey,
  getItem,
  keyOf,
  type StoredTable,
  strongly,
  writeItem,
} from './_shared.ts';
import { meets, readCondition } from './condition.ts';
import { checkAllUsed, placeholdersOf } from './tokens.ts';
import { readUpdate, type Update } from './update.ts';
import { type Item, invalid } from './values.ts';

/** What puts, updates, deletions and checks have in common. */
export interface WriteInput {
  TableName: string | undefined;
  /** A put. */
  Item?: Item | undefined;
  /** Anything else. */
  Key?: Item | undefined;
  ConditionExpression?: string | undefined;
  UpdateExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Item | undefined;
  ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** A write that was read and checked, and not yet done. */
export interface Write {
  readonly table: StoredTable;
  readonly key: Item;
  readonly old: Item | undefined;
  readonly update: Update | undefined;
  /** Undefined: it will be gone. */
  readonly next: Item | undefined;
  readonly isMet: boolean;
}

/** Reads a write against what is there now. */
export function prepare(call: Call, kind: 'put' | 'update' | 'delete' | 'check', input: WriteInput): Write {
  const table = activeTable(call, input.TableName ?? '');
  const key = kind === 'put' ? keyOf(table, input.Item ?? {}) : exactKey(table, input.Key ?? {});
  const placeholders = placeholdersOf(input);
  const { ConditionExpression: condition, UpdateExpression: expression } = input;
  const wanted =
    condition === undefined ? undefined : readCondition('ConditionExpression', condition, placeholders);
  const update =
    kind === 'update' && expression !== undefined ? readUpdate(expression, placeholders) : undefined;
  checkAllUsed(placeholders);
  if (update?.paths.some(([first]) => first !== undefined && first in key)) {
    throw invalid(
      'One or more parameter values were invalid: Cannot update attribute that is part of the key',
    );
  }
  const old = getItem(table, strongly(call), key);
  const isMet = wanted === undefined || meets(old ?? {}, wanted);
  const next = isMet ? nextItem(kind, input, { key, old, update }) : old;
  if (isMet && next !== undefined && kind !== 'check') checkItem(table, next);
  return { table, key, old, update, next, isMet };
}

function nextItem(
  kind: 'put' | 'update' | 'delete' | 'check',
  { Item: given }: WriteInput,
  { key, old, update }: Pick<Write, 'key' | 'old' | 'update'>,
): Item | undefined {
  if (kind === 'put') return given;
  if (kind === 'delete') return undefined;
  if (kind === 'check') return old;
  const before = old ?? key;
  return update?.apply(before) ?? before;
}

/** Does it, or throws that its condition does not hold. */
export function perform(call: Call, write: Write, input: WriteInput): void {
  if (!write.isMet) {
    const shows = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && write.old !== undefined;
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, {
      Item: shows ? write.old : undefined,
    });
  }
  writeItem(call, write.table, { key: write.key, item: write.next });
}
