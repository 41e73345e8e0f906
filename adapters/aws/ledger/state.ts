import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { CanaryMemory } from '../../../engine/canary.ts';
import { type Shard, shardName } from '../../../engine/evidence/layout.ts';
import type { LedgerEntry, LedgerTable } from '../../../engine/evidence/ledger-entry.ts';
import type { OtherSeal } from '../../../engine/evidence/seal.ts';
import { headOf, type ShardState } from '../../../engine/evidence/shard.ts';
import type { Aws } from '../aws.ts';

type Item = Record<string, AttributeValue>;

export interface KnownShard extends Shard {
  /** ISO 8601. */
  readonly sealedTo: string;
}

/** The ledger's table: partition key `shard`, one item a shard, and one for the canary. */
export interface LedgerState extends LedgerTable {
  /** Every shard that was ever written to. */
  shards(): Promise<readonly KnownShard[]>;
  recallCanary(): Promise<CanaryMemory | null>;
  rememberCanary(memory: CanaryMemory): Promise<void>;
  /** Shard → the last day whose last seal was published. */
  recallPublished(): Promise<Readonly<Record<string, string>>>;
  rememberPublished(days: Readonly<Record<string, string>>): Promise<void>;
}

// No shards' names: those have an account before a slash.
const CANARY = 'canary';
const PUBLISHED = 'published';

/** Opens the table of that name. Throws what the SDK throws. */
export function ledgerState(aws: Aws, table: string): LedgerState {
  return {
    load: async (shard) => entryOf(await get(aws, table, shard)),
    save: (entry) => save(aws, table, entry),
    heads: async () => (await scan(aws, table)).flatMap(headIn),
    shards: async () => (await scan(aws, table)).map(shardIn),
    recallCanary: async () => memoryOf(await get(aws, table, CANARY)),
    rememberCanary: (memory) => put(aws, table, marshall({ shard: CANARY, ...memory })),
    recallPublished: async () => daysOf(await get(aws, table, PUBLISHED)),
    rememberPublished: (days) => put(aws, table, marshall({ shard: PUBLISHED, days })),
  };
}

async function get(aws: Aws, TableName: string, shard: string): Promise<Item | undefined> {
  const { DynamoDBClient, GetItemCommand } = await import('../clients/dynamodb-ledger.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const Key = { shard: { S: shard } };
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  return Item;
}

async function put(aws: Aws, TableName: string, Item: Item): Promise<void> {
  const { DynamoDBClient, PutItemCommand } = await import('../clients/dynamodb-ledger.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  await client.send(new PutItemCommand({ TableName, Item }));
}

async function save(aws: Aws, TableName: string, entry: LedgerEntry): Promise<boolean> {
  const { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } = await import(
    '../clients/dynamodb-ledger.ts'
  );
  const client = aws.client(DynamoDBClient, aws.region);
  const condition =
    entry.generation === 1
      ? { ConditionExpression: 'attribute_not_exists(generation)' }
      : {
          ConditionExpression: 'generation = :before',
          ExpressionAttributeValues: { ':before': { N: String(entry.generation - 1) } },
        };
  try {
    await client.send(new PutItemCommand({ TableName, Item: itemOf(entry), ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const itemOf = (entry: LedgerEntry): Item =>
  marshall({ shard: shardName(entry.state), ...entry }, { removeUndefinedValues: true });

function entryOf(item: Item | undefined): LedgerEntry | null {
  if (item === undefined) return null;
  const { shard: _, ...entry } = unmarshall(item);
  return entry as LedgerEntry;
}

function memoryOf(item: Item | undefined): CanaryMemory | null {
  if (item === undefined) return null;
  const { shard: _, ...memory } = unmarshall(item);
  return memory as CanaryMemory;
}

const daysOf = (item: Item | undefined): Readonly<Record<string, string>> =>
  item === undefined ? {} : (unmarshall(item)['days'] as Record<string, string>);

/** As much of each shard's state as others are told of. */
const TOLD = ['account', 'region', 'nextSeal', 'previousSeal', 'sealedTo'] as const;

async function scan(aws: Aws, TableName: string): Promise<readonly Item[]> {
  const { DynamoDBClient, ScanCommand } = await import('../clients/dynamodb-ledger.ts');
  const client = aws.client(DynamoDBClient, aws.region);
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName,
        ProjectionExpression: `#shard, ${TOLD.map((name) => `#state.#${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          ['shard', 'state', ...TOLD].map((name) => [`#${name}`, name]),
        ),
        ExclusiveStartKey,
      }),
    );
    items.push(...Items.filter(({ shard }) => shard?.S?.includes('/')));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

const stateIn = (item: Item): Pick<ShardState, (typeof TOLD)[number]> =>
  unmarshall(item)['state'] as ShardState;

const headIn = (item: Item): readonly OtherSeal[] => headOf(stateIn(item));

function shardIn(item: Item): KnownShard {
  const { account, region, sealedTo } = stateIn(item);
  return { account, region, sealedTo };
}
