import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type StreamViewType,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createWorld, emulate, readStream } from '../../emulator/index.ts';

const TableName = 'posture';
const place = { account: '111122223333', region: 'eu-central-1', table: TableName };

async function opened(StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') {
  const world = createWorld();
  const db = emulate(world, { region: place.region }).client(DynamoDBClient);
  await db.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  world.clock.advance(60_000);
  const put = (id: string, verdict: string) =>
    db.send(new PutItemCommand({ TableName, Item: { id: { S: id }, verdict: { S: verdict } } }));
  const remove = (id: string) => db.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));
  return { world, db, put, remove };
}

it('a stream carries what changed, in the order in which it changed, and nothing that did not', async () => {
  const { world, put, remove } = await opened();
  await put('a', 'PASSED');
  await put('b', 'PASSED');
  await put('a', 'PASSED');
  await put('a', 'FAILED');
  await remove('a');
  await remove('a');
  const records = readStream(world, place);
  const told = records.map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => [
    eventName,
    Keys['id'],
    OldImage?.['verdict'],
    NewImage?.['verdict'],
  ]);
  const [a, b, passed, failed] = [{ S: 'a' }, { S: 'b' }, { S: 'PASSED' }, { S: 'FAILED' }];
  expect(told).toEqual([
    ['INSERT', a, undefined, passed],
    ['INSERT', b, undefined, passed],
    ['MODIFY', a, passed, failed],
    ['REMOVE', a, failed, undefined],
  ]);
  expect(records[0]?.eventSourceARN).toContain(':table/posture/stream/');
});

it('a stream is read on from where somebody stopped', async () => {
  const { world, put } = await opened('KEYS_ONLY');
  await put('a', 'PASSED');
  const [first] = readStream(world, place);
  expect(first?.dynamodb).not.toHaveProperty('NewImage');
  await put('b', 'PASSED');
  const rest = readStream(world, { ...place, after: first?.dynamodb.SequenceNumber ?? '' });
  expect(rest.map(({ dynamodb }) => dynamodb.Keys)).toEqual([{ id: { S: 'b' } }]);
});

it('a read sees what was true a while ago, unless it asks for consistency', async () => {
  const { world, db, put } = await opened();
  await put('a', 'PASSED');
  world.clock.advance(60_000);
  world.describeDelayMs = 1000;
  await put('a', 'FAILED');
  const read = async (ConsistentRead: boolean) =>
    (await db.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } }, ConsistentRead }))).Item?.[
      'verdict'
    ];
  expect([await read(false), await read(true)]).toEqual([{ S: 'PASSED' }, { S: 'FAILED' }]);
  world.clock.advance(1000);
  expect(await read(false)).toEqual({ S: 'FAILED' });
});
