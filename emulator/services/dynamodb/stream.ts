import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Call } from '../../service.ts';
import type { World } from '../../world.ts';
import { type StoredTable, tables, viewTypeOf } from './_shared.ts';
import { canonicalItem, type Item } from './values.ts';

/** A change as a Lambda function gets it from a stream; binary values are in Base64. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Record<string, unknown>;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
  eventSourceARN: string;
}

interface Change {
  key: Item;
  old: Item | undefined;
  item: Item | undefined;
}

/** Appends what changed to the table's stream, if it has one. */
export function recordChange(call: Call, table: StoredTable, { key, old, item }: Change): void {
  const viewType = viewTypeOf(table);
  if (viewType === undefined) return;
  const hasNew = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const hasOld = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  table.stream.push({
    eventID: call.world.ids.uuid(),
    eventName: old === undefined ? 'INSERT' : item === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: call.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(call.nowMs / 1000),
      Keys: plain(key),
      ...(hasNew && item && { NewImage: plain(item) }),
      ...(hasOld && old && { OldImage: plain(old) }),
      SequenceNumber: String(table.stream.length + 1).padStart(21, '0'),
      SizeBytes: canonicalItem(item ?? old ?? {}).length,
      StreamViewType: viewType,
    },
    eventSourceARN: table.description.LatestStreamArn ?? '',
  });
}

interface StreamPlace {
  account: string;
  region: string;
  table: string;
  /** `SequenceNumber` of the last record that was read. */
  after?: string;
}

/** The records of a table's stream, in the order in which they came about: so each key's are in order too. */
export function readStream(
  world: World,
  { account, region, table, after = '' }: StreamPlace,
): StreamRecord[] {
  const nowMs = world.clock.ms();
  const view = { scope: world.scope(account, region), nowMs, seenMs: nowMs, settleMs: undefined };
  const records = tables.get(view, table)?.stream ?? [];
  return structuredClone(records.filter(({ dynamodb }) => dynamodb.SequenceNumber > after));
}

function plain(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: AttributeValue): unknown {
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((one) => Buffer.from(one).toString('base64')) };
  if (value.L !== undefined) return { L: value.L.map(plainValue) };
  return value.M === undefined ? { ...value } : { M: plain(value.M) };
}
