import { defineService } from '../../service.ts';
import { items } from './items.ts';
import { queries } from './query.ts';
import { tableOperations } from './tables.ts';
import { transactions } from './transactions.ts';

export const dynamodb = defineService({
  name: 'dynamodb',
  arnPrefix: 'dynamodb',
  eventSource: 'dynamodb.amazonaws.com',
  dataEvents: new Set([...Object.keys(items), ...Object.keys(queries), ...Object.keys(transactions)]),
  operations: { ...items, ...queries, ...tableOperations, ...transactions },
});
