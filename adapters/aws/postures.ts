import type { Posture } from '../../engine/posture.ts';
import type { Aws } from './aws.ts';
import { type Item, PART, postureOf } from './posture-item.ts';

/** The postures of many resources as they stand now, by key; those that are not known are left out. */
export type RecallAll = (keys: readonly string[]) => Promise<ReadonlyMap<string, Posture>>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;
/** What DynamoDB leaves undone it is asked for again, so often. */
const MAX_ROUNDS = 10;

/** Opens the table of that name for reading many at once. */
export const posturesIn =
  (aws: Aws, table: string): RecallAll =>
  async (keys) => {
    const wanted = [...new Set(keys)];
    const known = new Map<string, Posture>();
    for (let from = 0; from < wanted.length; from += MAX_KEYS) {
      const items = await read(aws, table, wanted.slice(from, from + MAX_KEYS));
      for (const posture of items.map(postureOf)) if (posture) known.set(posture.key, posture);
    }
    return known;
  };

async function read(aws: Aws, table: string, keys: readonly string[]): Promise<readonly Item[]> {
  const { BatchGetItemCommand, DynamoDBClient } = await import('./clients/dynamodb.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const found: Item[] = [];
  let left: Item[] = keys.map((key) => ({ key: { S: key }, part: { S: PART } }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error(`${left.length} postures of ${table} were left unread`);
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(Responses[table] ?? []));
    left = UnprocessedKeys[table]?.Keys ?? [];
  }
  return found;
}
