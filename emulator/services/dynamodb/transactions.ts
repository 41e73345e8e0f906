import type { CancellationReason, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import type { Scope } from '../../table.ts';
import { activeTable, exactKey, getItem, strongly } from './_shared.ts';
import { projected } from './projection.ts';
import { placeholdersOf } from './tokens.ts';
import { canonicalItem, invalid } from './values.ts';
import { perform, prepare, type Write, type WriteInput } from './write.ts';

const TEN_MINUTES_MS = 10 * 60_000;

// What a client's token stood for, so that its retry does nothing twice.
const done = new WeakMap<Scope, Map<string, { body: string; atMs: number }>>();

export const transactions = {
  TransactWriteItems(input, call) {
    const { TransactItems: given, ClientRequestToken: token } = input;
    if (given.length === 0 || given.length > 100)
      throw invalid(`Member must have length between 1 and 100, not ${given.length}`);
    if (token !== undefined && isRepeated(call, token, JSON.stringify(given))) return {};
    const writes = given.map((one) => read(call, one));
    checkDistinct(writes);
    if (writes.some(({ write }) => !write.isMet)) throw cancelled(writes);
    for (const { kind, write, input: of } of writes) if (kind !== 'check') perform(call, write, of);
    if (token !== undefined) remember(call, token, JSON.stringify(given));
    return {};
  },

  TransactGetItems(input, call) {
    const Responses = input.TransactItems.map(({ Get }) => {
      const table = activeTable(call, Get?.TableName ?? '');
      const item = getItem(table, strongly(call), exactKey(table, Get?.Key ?? {}));
      return { Item: item && projected(item, Get?.ProjectionExpression, placeholdersOf(Get ?? {})) };
    });
    return { Responses };
  },
} satisfies Operations<typeof import('@aws-sdk/client-dynamodb')>;

interface Part {
  kind: 'put' | 'update' | 'delete' | 'check';
  input: WriteInput;
  write: Write;
}

function read(call: Call, { Put, Update, Delete, ConditionCheck }: TransactWriteItem): Part {
  const parts: [Part['kind'], WriteInput | undefined][] = [
    ['put', Put],
    ['update', Update],
    ['delete', Delete],
    ['check', ConditionCheck],
  ];
  const [only, ...others] = parts.filter(([, input]) => input !== undefined);
  const [kind, input] = only ?? [];
  if (kind === undefined || input === undefined || others.length > 0) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return { kind, input, write: prepare(call, kind, input) };
}

function checkDistinct(writes: readonly Part[]): void {
  const names = new Set(
    writes.map(({ write }) => `${write.table.description.TableName}${canonicalItem(write.key)}`),
  );
  if (names.size < writes.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
}

function cancelled(writes: readonly Part[]): AwsError {
  const CancellationReasons = writes.map(({ write, input }): CancellationReason => {
    if (write.isMet) return { Code: 'None' };
    const shows = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    return {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      ...(shows && write.old && { Item: write.old }),
    };
  });
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError('TransactionCanceledException', message, 400, { CancellationReasons });
}

function isRepeated(call: Call, token: string, body: string): boolean {
  const known = done.get(call.scope)?.get(token);
  if (known === undefined || call.nowMs - known.atMs > TEN_MINUTES_MS) return false;
  if (known.body === body) return true;
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The provided ClientRequestToken was used with other parameters',
  );
}

function remember(call: Call, token: string, body: string): void {
  const own = done.get(call.scope) ?? new Map<string, { body: string; atMs: number }>();
  done.set(call.scope, own.set(token, { body, atMs: call.nowMs }));
}
