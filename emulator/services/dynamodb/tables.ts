import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { findTable, keyNames, type StoredTable, strongly, tables } from './_shared.ts';
import { invalid } from './values.ts';

const SECOND = 1000;

type Description = StoredTable['description'];

export const tableOperations = {
  CreateTable(input, call) {
    const {
      TableName: name,
      StreamSpecification: stream,
      GlobalSecondaryIndexes = [],
      Tags: _tags,
      ...given
    } = input;
    if (tables.get(call, name)) {
      throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
    }
    checkKeys(input);
    const arn = call.arn(`table/${name}`);
    const label = call.now().toISOString().replace('Z', '');
    const description: Description = {
      TableName: name,
      TableArn: arn,
      TableId: call.world.ids.uuid(),
      AttributeDefinitions: given.AttributeDefinitions,
      KeySchema: given.KeySchema,
      TableStatus: 'CREATING',
      CreationDateTime: call.now(),
      BillingModeSummary: { BillingMode: given.BillingMode ?? 'PROVISIONED' },
      DeletionProtectionEnabled: given.DeletionProtectionEnabled ?? false,
      ...(stream?.StreamEnabled && {
        StreamSpecification: stream,
        LatestStreamArn: `${arn}/stream/${label}`,
        LatestStreamLabel: label,
      }),
      ...(GlobalSecondaryIndexes.length > 0 && {
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
          IndexStatus: 'ACTIVE' as const,
          IndexArn: `${arn}/index/${IndexName}`,
        })),
      }),
    };
    const table: StoredTable = {
      description,
      partitions: new Map(),
      stream: [],
      ttl: { attribute: undefined },
    };
    tables.put(call, name, table, {
      afterMs: 5 * SECOND,
      become: () => ({ ...table, description: { ...description, TableStatus: 'ACTIVE' } }),
    });
    return { TableDescription: description };
  },

  DescribeTable: (input, call) => ({ Table: shown(call, findTable(call, input.TableName)) }),

  ListTables(input, call) {
    const names = tables
      .list(call)
      .map(({ description }) => description.TableName)
      .sort();
    const start = input.ExclusiveStartTableName;
    const rest = start === undefined ? names : names.filter((name) => name > start);
    const { rows, next } = pageOf(rest, { token: undefined, size: input.Limit, defaultSize: 100 });
    return { TableNames: rows, LastEvaluatedTableName: next === undefined ? undefined : rows.at(-1) };
  },

  DeleteTable(input, call) {
    const table = findTable(call, input.TableName);
    const { TableName, DeletionProtectionEnabled } = table.description;
    if (DeletionProtectionEnabled === true) {
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const description: Description = { ...table.description, TableStatus: 'DELETING' };
    tables.put(call, TableName, { ...table, description }, { afterMs: 5 * SECOND, become: () => undefined });
    return { TableDescription: description };
  },

  UpdateTimeToLive(input, call) {
    const { TimeToLiveSpecification: given } = input;
    findTable(call, input.TableName).ttl.attribute = given.Enabled ? given.AttributeName : undefined;
    return { TimeToLiveSpecification: given };
  },

  DescribeTimeToLive(input, call) {
    const { attribute } = findTable(call, input.TableName).ttl;
    return {
      TimeToLiveDescription:
        attribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-dynamodb')>;

function shown(call: Call, { description, partitions }: StoredTable): TableDescription {
  const view = strongly(call);
  const counts = [...partitions.values()].map((partition) => partition.list(view).length);
  return { ...description, ItemCount: counts.reduce((sum, count) => sum + count, 0) };
}

function checkKeys(
  input: Pick<TableDescription, 'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes'>,
): void {
  const schemas = [
    input.KeySchema,
    ...(input.GlobalSecondaryIndexes ?? []).map(({ KeySchema }) => KeySchema),
  ];
  const used = new Set(schemas.flatMap((schema) => (schema ?? []).map(({ AttributeName }) => AttributeName)));
  const defined = new Set((input.AttributeDefinitions ?? []).map(({ AttributeName }) => AttributeName));
  if (schemas.some((schema) => keyNames(schema).partition === '')) {
    throw invalid('One or more parameter values were invalid: No Hash Key specified in schema');
  }
  if (used.size !== defined.size || [...used].some((name) => !defined.has(name))) {
    throw invalid(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions, or some of those are not used. Keys: [${[...used]}], AttributeDefinitions: [${[...defined]}]`,
    );
  }
}
