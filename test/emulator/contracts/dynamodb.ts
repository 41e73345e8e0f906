import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

const TableName = 'posture';
type Item = Record<string, AttributeValue>;
const keyOf = (sk: string): Item => ({ pk: { S: 'p' }, sk: { S: sk } });

/** What DynamoDB promises, as far as posture leans on it. */
export function dynamodbContract(open: () => Endpoint): void {
  const opened = async () => {
    const endpoint = open();
    const db = endpoint.client(DynamoDBClient);
    const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
    const schema = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' as const },
      { AttributeName: range, KeyType: 'RANGE' as const },
    ];
    await db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [text('pk'), text('sk'), text('target')],
        KeySchema: schema('pk', 'sk'),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-target',
            KeySchema: schema('target', 'sk'),
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await endpoint.settle();
    const put = (sk: string, more: Item = {}, input: Partial<PutItemCommandInput> = {}) =>
      db.send(new PutItemCommand({ TableName, Item: { ...keyOf(sk), ...more }, ...input }));
    const get = async (sk: string) =>
      (await db.send(new GetItemCommand({ TableName, Key: keyOf(sk), ConsistentRead: true }))).Item;
    const update = (
      UpdateExpression: string,
      values: Item = {},
      more: Partial<UpdateItemCommandInput> = {},
    ) =>
      db.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf('a'),
          UpdateExpression,
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          ...more,
        }),
      );
    return { endpoint, db, put, get, update };
  };

  describe('a DynamoDB table', () => {
    it('describes itself, and is gone once it is deleted', async () => {
      const { endpoint, db } = await opened();
      const { Table } = await db.send(new DescribeTableCommand({ TableName }));
      expect(Table).toMatchObject({
        TableStatus: 'ACTIVE',
        TableArn: `arn:aws:dynamodb:${endpoint.region}:${endpoint.account}:table/posture`,
        GlobalSecondaryIndexes: [{ IndexName: 'by-target', IndexStatus: 'ACTIVE' }],
      });
      await db.send(new DeleteTableCommand({ TableName }));
      await endpoint.settle();
      const error = await refusal(db.send(new DescribeTableCommand({ TableName })));
      expect(error.name).toBe('ResourceNotFoundException');
    });
  });

  describe('a DynamoDB item', () => {
    it('comes back as it was put, and is gone once it is deleted', async () => {
      const { db, put, get } = await opened();
      const item: Item = {
        n: { N: '7' },
        b: { B: Uint8Array.from([1, 2]) },
        t: { BOOL: true },
        z: { NULL: true },
        l: { L: [{ S: 'x' }, { M: { y: { N: '1' } } }] },
        s: { SS: ['a'] },
      };
      await put('a', item);
      expect(await get('a')).toEqual({ ...keyOf('a'), ...item });
      const removed = await db.send(
        new DeleteItemCommand({ TableName, Key: keyOf('a'), ReturnValues: 'ALL_OLD' }),
      );
      expect(removed.Attributes?.['n']).toEqual({ N: '7' });
      expect(await get('a')).toBeUndefined();
    });

    it('is asked for by its whole key and nothing else', async () => {
      const { db } = await opened();
      const asked = db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'p' } } }));
      expect((await refusal(asked)).name).toBe('ValidationException');
    });

    it.each([
      ['SET n = :n', { ':n': { N: '9' } }, { n: { N: '9' } }],
      ['SET n = n + :n', { ':n': { N: '1' } }, { n: { N: '8' } }],
      ['SET n = n - :n', { ':n': { N: '10' } }, { n: { N: '-3' } }],
      [
        'SET n = if_not_exists(n, :n), extra = if_not_exists(extra, :n)',
        { ':n': { N: '0' } },
        { n: { N: '7' }, extra: { N: '0' } },
      ],
      ['SET l = list_append(l, :l)', { ':l': { L: [{ S: 'y' }] } }, { l: { L: [{ S: 'x' }, { S: 'y' }] } }],
      ['SET m.deep = :n', { ':n': { N: '1' } }, { m: { M: { a: { N: '1' }, deep: { N: '1' } } } }],
      ['SET l[0] = :s', { ':s': { S: 'z' } }, { l: { L: [{ S: 'z' }] } }],
      ['ADD n :n', { ':n': { N: '3' } }, { n: { N: '10' } }],
      ['ADD fresh :n', { ':n': { N: '3' } }, { fresh: { N: '3' } }],
      ['DELETE s :s', { ':s': { SS: ['a'] } }, { s: { SS: ['b'] } }],
    ] satisfies [string, Item, Item][])('is changed by %s', async (expression, values, expected) => {
      const { put, get, update } = await opened();
      await put('a', {
        n: { N: '7' },
        l: { L: [{ S: 'x' }] },
        m: { M: { a: { N: '1' } } },
        s: { SS: ['a', 'b'] },
      });
      await update(expression, values);
      expect(await get('a')).toMatchObject(expected);
    });

    it('loses what is removed, and is made by an update when it is not there', async () => {
      const { get, update } = await opened();
      const { Attributes } = await update(
        'SET a = :a, b = :a',
        { ':a': { S: '1' } },
        { ReturnValues: 'ALL_NEW' },
      );
      expect(Attributes).toEqual({ ...keyOf('a'), a: { S: '1' }, b: { S: '1' } });
      const second = await update(
        'REMOVE b SET a = :a',
        { ':a': { S: '2' } },
        { ReturnValues: 'UPDATED_NEW' },
      );
      expect(second.Attributes).toEqual({ a: { S: '2' } });
      expect(await get('a')).toEqual({ ...keyOf('a'), a: { S: '2' } });
    });
  });

  describe('a DynamoDB condition', () => {
    const values: Item = { ':n': { N: '7' }, ':s': { S: 'ab' }, ':m': { N: '9' } };
    it.each([
      [true, 'attribute_exists(n)'],
      [false, 'attribute_not_exists(n)'],
      [true, 'attribute_not_exists(gone)'],
      [true, 'n = :n'],
      [false, 'n <> :n'],
      [false, 'n < :n'],
      [true, 'n <= :n AND n >= :n'],
      [true, 'n BETWEEN :n AND :m'],
      [true, 'n IN (:m, :n)'],
      [true, 'begins_with(t, :s)'],
      [true, 'contains(t, :s)'],
      [true, 'size(t) < :n'],
      [false, 'gone > :n'],
      [true, 'NOT gone > :n'],
      [true, 'n = :m OR (t <> :s AND n = :n)'],
      [false, '(n = :m OR t <> :s) AND n = :m'],
      [true, 'm.deep = :n'],
    ])('is %s: %s', async (holds, ConditionExpression) => {
      const { db, put } = await opened();
      await put('a', { n: { N: '7' }, t: { S: 'abc' }, m: { M: { deep: { N: '7.0' } } } });
      const used = Object.entries(values).filter(([name]) => ConditionExpression.includes(name));
      const removal = db.send(
        new DeleteItemCommand({
          TableName,
          Key: keyOf('a'),
          ConditionExpression,
          ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
        }),
      );
      if (holds) await removal;
      else expect((await refusal(removal)).name).toBe('ConditionalCheckFailedException');
    });

    it('that fails changes nothing, and shows what is there if asked', async () => {
      const { put, get } = await opened();
      await put('a', { generation: { N: '3' } });
      const overtaken = put(
        'a',
        { generation: { N: '2' } },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR generation < :new',
          ExpressionAttributeValues: { ':new': { N: '2' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      );
      expect(await refusal(overtaken)).toMatchObject({ Item: { generation: { N: '3' } } });
      expect((await get('a'))?.['generation']).toEqual({ N: '3' });
    });

    it.each([
      ['an undefined value', 'n = :undefined', {}],
      ['a reserved word', 'status = :n', { ':n': { N: '1' } }],
      ['an unused value', 'attribute_exists(n)', { ':n': { N: '1' } }],
      ['a syntax error', 'n = = :n', { ':n': { N: '1' } }],
    ])('with %s is refused', async (_what, ConditionExpression, given) => {
      const { put } = await opened();
      const more = Object.keys(given).length > 0 ? { ExpressionAttributeValues: given } : {};
      const error = await refusal(put('a', {}, { ConditionExpression, ...more }));
      expect(error.name).toBe('ValidationException');
    });
  });

  describe('a DynamoDB query', () => {
    const filled = async () => {
      const all = await opened();
      for (const [index, sk] of ['c', 'a', 'b1', 'b2'].entries()) {
        await all.put(sk, { rank: { N: String(index) }, ...(sk !== 'c' && { target: { S: 't' } }) });
      }
      await all.put('x', {}, { Item: { pk: { S: 'other' }, sk: { S: 'x' } } });
      const query = (KeyConditionExpression: string, values: Item, more: object = {}) =>
        all.db.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression,
            ExpressionAttributeValues: values,
            ...more,
          }),
        );
      return { ...all, query };
    };
    const sks = ({ Items = [] }: { Items?: Item[] | undefined }) => Items.map(({ sk }) => sk?.S);
    const p: Item = { ':p': { S: 'p' } };

    it.each([
      ['pk = :p', {}, {}, ['a', 'b1', 'b2', 'c']],
      ['pk = :p', {}, { ScanIndexForward: false }, ['c', 'b2', 'b1', 'a']],
      ['pk = :p AND begins_with(sk, :b)', { ':b': { S: 'b' } }, {}, ['b1', 'b2']],
      ['pk = :p AND sk BETWEEN :a AND :b', { ':a': { S: 'a' }, ':b': { S: 'b1' } }, {}, ['a', 'b1']],
      ['pk = :p AND sk > :b', { ':b': { S: 'b1' } }, {}, ['b2', 'c']],
      [
        'pk = :p',
        { ':one': { N: '1' } },
        { FilterExpression: '#r > :one', ExpressionAttributeNames: { '#r': 'rank' } },
        ['b1', 'b2'],
      ],
    ])('by %s %j', async (expression, values, more, expected) => {
      const { query } = await filled();
      expect(sks(await query(expression, { ...p, ...values }, more))).toEqual(expected);
    });

    it('goes page by page, and of an index sees what has its keys', async () => {
      const { query } = await filled();
      const { rows, pages } = await allPages(async (token) => {
        const ExclusiveStartKey = token === undefined ? undefined : JSON.parse(token);
        const page = await query(
          'target = :t',
          { ':t': { S: 't' } },
          { IndexName: 'by-target', Limit: 2, ExclusiveStartKey },
        );
        return { rows: page.Items, token: page.LastEvaluatedKey && JSON.stringify(page.LastEvaluatedKey) };
      });
      expect(sks({ Items: rows })).toEqual(['a', 'b1', 'b2']);
      expect(pages).toBe(2);
    });

    it('counts without showing, and shows only what is asked for', async () => {
      const { query } = await filled();
      expect(await query('pk = :p', p, { Select: 'COUNT' })).toMatchObject({ Count: 4, ScannedCount: 4 });
      const { Items } = await query('pk = :p', p, { ProjectionExpression: 'sk', Limit: 1 });
      expect(Items).toEqual([{ sk: { S: 'a' } }]);
    });

    it('needs the partition key', async () => {
      const { query } = await filled();
      expect((await refusal(query('sk = :p', p))).name).toBe('ValidationException');
    });

    it('has a scan beside it that sees every partition', async () => {
      const { db } = await filled();
      expect((await db.send(new ScanCommand({ TableName }))).Count).toBe(5);
    });
  });

  it('DynamoDB writes and reads many items at once', async () => {
    const { db } = await opened();
    const requests = ['a', 'b'].map((sk) => ({ PutRequest: { Item: keyOf(sk) } }));
    await db.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    const Keys = ['a', 'b', 'none'].map((sk) => keyOf(sk));
    const { Responses } = await db.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
    expect(Responses?.[TableName]).toHaveLength(2);
  });

  describe('a DynamoDB transaction', () => {
    const putting = (sk: string): TransactWriteItem => ({
      Put: { TableName, Item: keyOf(sk), ConditionExpression: 'attribute_not_exists(pk)' },
    });

    it('does all or nothing, and tells why not, one by one', async () => {
      const { db, put, get } = await opened();
      await put('b');
      const both = new TransactWriteItemsCommand({ TransactItems: [putting('a'), putting('b')] });
      expect(await refusal(db.send(both))).toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
      });
      expect(await get('a')).toBeUndefined();
      await db.send(new TransactWriteItemsCommand({ TransactItems: [putting('a'), putting('c')] }));
      expect([await get('a'), await get('c')]).toEqual([keyOf('a'), keyOf('c')]);
    });

    it('is done once under the same token', async () => {
      const { db, get } = await opened();
      const Update = {
        TableName,
        Key: keyOf('a'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      };
      const send = () =>
        db.send(new TransactWriteItemsCommand({ ClientRequestToken: 'once', TransactItems: [{ Update }] }));
      await send();
      await send();
      expect((await get('a'))?.['n']).toEqual({ N: '1' });
    });

    it('touches each item once', async () => {
      const { db } = await opened();
      const twice = new TransactWriteItemsCommand({ TransactItems: [putting('a'), putting('a')] });
      expect((await refusal(db.send(twice))).name).toBe('ValidationException');
    });
  });
}
