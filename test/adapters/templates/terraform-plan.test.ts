import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTerraformPlan } from '../../../adapters/templates/terraform-plan.ts';
import { defineResource, type ResourceDefinition } from '../../../resources/definition.ts';
import { isUnknown, type Json, type JsonObject } from '../../../resources/resource.ts';
import type { TypeShape } from '../../../resources/shape.ts';

const tags = [{ Key: 'string', Value: 'string' }] as const;
const shapes: Readonly<Record<string, TypeShape>> = {
  'AWS::KMS::Key': { members: { EnableKeyRotation: 'boolean', KeyPolicy: 'json', Tags: tags } },
  'AWS::IAM::Role': {
    members: { RoleName: 'string', AssumeRolePolicyDocument: 'json', Policies: [{ PolicyName: 'string' }] },
  },
  'AWS::IAM::RolePolicy': { members: { RoleName: 'string', PolicyName: 'string', PolicyDocument: 'json' } },
  'Test::Ml::Notebook': {
    members: {
      NotebookName: 'string',
      VolumeSizeInGB: 'number',
      KMSKeyId: 'string',
      RootAccess: 'string',
      Isolated: 'boolean',
      VpcConfig: { Subnets: ['string'], SecurityGroupIds: ['string'] },
      Variants: [{ $ref: 'Variant' }],
      Environment: { $map: 'string' },
      Logging: { Bucket: 'string' },
      Tags: tags,
    },
    definitions: { Variant: { ModelName: 'string', CoreDump: { KmsKeyId: 'string' } } },
  },
};

const definitions: readonly ResourceDefinition[] = [
  defineResource({
    type: 'AWS::KMS::Key',
    service: 'kms',
    role: 'supporting',
    constants: { KeyVersion: 'FIRST' },
    terraform: [{ type: 'aws_kms_key', properties: { policy: 'KeyPolicy' } }],
  }),
  defineResource({
    type: 'AWS::IAM::Role',
    service: 'iam',
    role: 'supporting',
    names: ['RoleName'],
    terraform: [
      {
        type: 'aws_iam_role',
        properties: { name: 'RoleName', assume_role_policy: 'AssumeRolePolicyDocument' },
      },
    ],
  }),
  defineResource({
    type: 'AWS::IAM::RolePolicy',
    service: 'iam',
    role: 'supporting',
    attaches: {
      to: 'AWS::IAM::Role',
      by: 'RoleName',
      as: 'Policies',
      how: 'append',
      what: ['PolicyName', 'PolicyDocument'],
    },
    terraform: [
      {
        type: 'aws_iam_role_policy',
        properties: { role: 'RoleName', name: 'PolicyName', policy: 'PolicyDocument' },
      },
    ],
  }),
  defineResource({
    type: 'Test::Ml::Notebook',
    service: 'sagemaker',
    role: 'ai',
    readOnly: { Status: 'string' },
    terraform: [
      {
        type: 'aws_ml_notebook',
        properties: {
          name: 'NotebookName',
          volume_size: 'VolumeSizeInGB',
          root: 'RootAccess',
          'vpc[].subnets': 'VpcConfig.Subnets',
          production_variants: 'Variants',
          'log_config[].s3[].bucket_name': 'Logging.Bucket',
        },
        values: { RootAccess: { on: 'Enabled', off: 'Disabled' } },
        whereNull: { Isolated: false },
        computed: ['kms_key_id'],
      },
    ],
  }),
];

interface Written {
  readonly after?: JsonObject;
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject;
  readonly actions?: readonly string[];
  readonly expressions?: JsonObject;
}

const typeOf = (address: string): string => /(?:^|\.)(\w+)\.\w+(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? '';

const changeOf = (
  address: string,
  { after = {}, unknown = {}, sensitive = {}, actions = ['create'] }: Written,
): Json => ({
  address,
  mode: 'managed',
  type: typeOf(address),
  change: { actions, after, after_unknown: unknown, after_sensitive: sensitive },
});

function read(written: Readonly<Record<string, Written>>, more: JsonObject = {}) {
  const resources = Object.entries(written).map(
    ([address, { expressions = {} }]): Json => ({
      address: address.replace(/\[.*/, ''),
      provider_config_key: 'aws',
      expressions,
    }),
  );
  const plan = {
    resource_changes: Object.entries(written).map(([address, change]) => changeOf(address, change)),
    configuration: { root_module: { resources } },
    ...more,
  };
  return readTerraformPlan({ file: 'p.json', plan, definitions, shapeOf: (type) => shapes[type] });
}

const notebook = (written: Written, others: Readonly<Record<string, Written>> = {}): JsonObject | undefined =>
  read({ ...others, 'aws_ml_notebook.n': written }).resources.find(({ id }) => id === 'aws_ml_notebook.n')
    ?.properties;

const references = (...names: string[]): Json => ({ references: names });
const LATER = { $unknown: 'known only after apply' };

describe('arguments become properties', () => {
  test.each<[string, Written, JsonObject]>([
    ['by the mapping', { after: { name: 'n', volume_size: 5 } }, { NotebookName: 'n', VolumeSizeInGB: 5 }],
    ['by the letters of a member, acronyms included', { after: { kms_key_id: 'k' } }, { KMSKeyId: 'k' }],
    ['with values spelt as CloudFormation spells them', { after: { root: 'on' } }, { RootAccess: 'Enabled' }],
    [
      'from a block to an object',
      { after: { vpc: [{ subnets: ['a', 'b'] }] } },
      { VpcConfig: { Subnets: ['a', 'b'] } },
    ],
    [
      'from an object to an object',
      { after: { vpc: { subnets: ['a'] } } },
      { VpcConfig: { Subnets: ['a'] } },
    ],
    ['without an absent block', { after: { vpc: [], name: null } }, {}],
    [
      'from blocks to a list, blocks in them to objects',
      { after: { production_variants: [{ model_name: 'a' }, { core_dump: [{ kms_key_id: 'k' }] }] } },
      { Variants: [{ ModelName: 'a' }, { CoreDump: { KmsKeyId: 'k' } }] },
    ],
    [
      'from a block to elsewhere',
      { after: { log_config: [{ s3: [{ bucket_name: 'b' }] }] } },
      { Logging: { Bucket: 'b' } },
    ],
    [
      'with free keys as they are',
      { after: { environment: { some_key: 'x' } } },
      { Environment: { some_key: 'x' } },
    ],
    [
      'with tags as pairs, defaults included',
      { after: { tags: { a: '1' }, tags_all: { a: '1', b: '2' } } },
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
    ],
    ['without those that CloudFormation has not', { after: { timeouts: {}, id: 'x', oddity: 1 } }, {}],
  ])('%s', (_, written, properties) => {
    expect(notebook(written)).toEqual(properties);
  });

  test('null is what the provider asks for then, where that is not the default', () => {
    expect(notebook({ after: { isolated: null, root: null } })).toEqual({ Isolated: false });
    expect(notebook({ after: { isolated: true } })).toEqual({ Isolated: true });
    expect(notebook({ unknown: { isolated: true } })).toEqual({ Isolated: LATER });
  });

  test.each<[string, Written, JsonObject]>([
    ['that is set in no way', { unknown: { kms_key_id: true } }, {}],
    [
      'that is set to what is not known',
      { unknown: { kms_key_id: true }, expressions: { kms_key_id: references('var.key') } },
      { KMSKeyId: LATER },
    ],
    ['of an update', { unknown: { kms_key_id: true }, actions: ['update'] }, { KMSKeyId: LATER }],
    ['that nobody computes', { unknown: { name: true } }, { NotebookName: LATER }],
  ])('a computed argument is open only if somebody may have set it: one %s', (_, written, properties) => {
    expect(notebook(written)).toEqual(properties);
  });

  test('a computed argument is open in a plan that does not say how it came about', () => {
    const { resources } = read(
      { 'aws_ml_notebook.n': { unknown: { kms_key_id: true } } },
      { configuration: {} },
    );
    expect(resources[0]?.properties).toEqual({ KMSKeyId: LATER });
  });

  test('a policy is parsed into a document', () => {
    const { resources } = read({ 'aws_kms_key.k': { after: { policy: '{"Statement": []}' } } });
    expect(resources[0]?.properties).toEqual({ KeyPolicy: { Statement: [] } });
  });

  test.each<[string, Written, JsonObject]>([
    ['an argument', { unknown: { name: true } }, { NotebookName: LATER }],
    ['a block', { unknown: { vpc: true } }, { VpcConfig: LATER }],
    [
      'an argument in a block',
      { after: { vpc: [{}] }, unknown: { vpc: [{ subnets: true }] } },
      { VpcConfig: { Subnets: LATER } },
    ],
    [
      'an element',
      { after: { vpc: [{ subnets: [null, 'b'] }] }, unknown: { vpc: [{ subnets: [true, false] }] } },
      { VpcConfig: { Subnets: [LATER, 'b'] } },
    ],
    ['a block that lands elsewhere', { unknown: { log_config: true } }, { Logging: LATER }],
    [
      'a value among free keys',
      { after: { environment: { a: 'x' } }, unknown: { environment: { b: true } } },
      { Environment: { a: 'x', b: LATER } },
    ],
    ['all tags', { after: { tags: { a: '1' } }, unknown: { tags_all: true } }, { Tags: LATER }],
    [
      'a sensitive one',
      { after: { kms_key_id: 's' }, sensitive: { kms_key_id: true } },
      { KMSKeyId: { $unknown: 'marked sensitive in the plan' } },
    ],
    [
      'two blocks for one object',
      { after: { vpc: [{}, {}] } },
      { VpcConfig: { $unknown: 'more than one block where one is expected' } },
    ],
    [
      'a text that looks like a reference',
      { after: { kms_key_id: '${aws_ml_notebook.n.arn}' } },
      {
        KMSKeyId: {
          $unknown: 'the text ${aws_ml_notebook.n.arn} looks like a reference, but nothing resolves it',
        },
      },
    ],
  ])('%s that is not known is unknown', (_, written, properties) => {
    expect(notebook(written)).toEqual(properties);
  });
});

test.each<[string, JsonObject, string]>([
  ['not known', { after: null, after_unknown: true }, 'known only after apply'],
  ['sensitive', { after: {}, after_sensitive: true }, 'marked sensitive in the plan'],
])('of a resource that is %s as a whole nothing is known', (_, whole, $unknown) => {
  const change: Json = { actions: ['create'], ...whole };
  const resource: Json = { address: 'aws_ml_notebook.n', type: 'aws_ml_notebook', mode: 'managed', change };
  expect(read({}, { resource_changes: [resource] }).resources[0]?.properties).toEqual({ $unknown });
});

describe('tags that are left open until apply', () => {
  const provider = (expressions: JsonObject | undefined): JsonObject => ({
    provider_config: { aws: { name: 'aws', ...(expressions && { expressions }) } },
  });
  const open: Written = { after: { tags: null }, unknown: { tags_all: true } };
  const tagsOf = (written: Written, providers: JsonObject): Json | undefined => {
    const expressions = written.expressions ?? {};
    const resource: Json = { address: 'aws_ml_notebook.n', provider_config_key: 'aws', expressions };
    const configuration: Json = { ...providers, root_module: { resources: [resource] } };
    return read({ 'aws_ml_notebook.n': written }, { configuration }).resources[0]?.properties['Tags'];
  };

  test.each<[string, Written, JsonObject]>([
    ['the provider has no default tags', open, provider({ region: {} })],
    ['nothing is said to the provider', open, provider(undefined)],
  ])('are none where nobody says one and %s', (_, written, providers) => {
    expect(tagsOf(written, providers)).toBeUndefined();
  });

  test.each<[string, Written, JsonObject]>([
    ['the provider has default tags', open, provider({ default_tags: [{}] })],
    ['nothing is known of the provider', open, {}],
    ['the resource says some', { ...open, expressions: { tags: {} } }, provider({})],
    ['the resource is there already', { ...open, actions: ['update'] }, provider({})],
  ])('are unknown where %s', (_, written, providers) => {
    expect(tagsOf(written, providers)).toEqual(LATER);
  });
});

describe('an unknown argument is a reference', () => {
  const key = { 'aws_kms_key.k': {} };
  const both = { 'aws_kms_key.k[0]': {}, 'aws_kms_key.k[1]': {} };

  test.each<[string, Json, Readonly<Record<string, Written>>, Json]>([
    [
      'to the resource it names',
      references('aws_kms_key.k.arn', 'aws_kms_key.k'),
      key,
      '${aws_kms_key.k.arn}',
    ],
    [
      'to the instance it names',
      references('aws_kms_key.k[1].arn', 'aws_kms_key.k[1]', 'aws_kms_key.k'),
      both,
      '${aws_kms_key.k[1].arn}',
    ],
    [
      'to the only instance',
      references('aws_kms_key.k.arn', 'aws_kms_key.k'),
      { 'aws_kms_key.k[0]': {} },
      '${aws_kms_key.k[0].arn}',
    ],
    [
      'unless every resource of the type has it alike',
      references('aws_kms_key.k.key_version', 'aws_kms_key.k'),
      key,
      'FIRST',
    ],
    ['never to one of several instances', references('aws_kms_key.k.arn', 'aws_kms_key.k'), both, LATER],
    ['never to a resource as a whole', references('aws_kms_key.k'), key, LATER],
    [
      'never with a second one beside it',
      references('aws_kms_key.k.arn', 'aws_kms_key.k', 'var.suffix'),
      key,
      LATER,
    ],
    [
      'never to a type that nobody maps',
      references('random_id.x.hex', 'random_id.x'),
      { 'random_id.x': {} },
      LATER,
    ],
    [
      'never to what the plan does not have',
      references('data.aws_kms_key.k.arn', 'data.aws_kms_key.k'),
      key,
      LATER,
    ],
  ])('%s', (_, expression, others, value) => {
    expect(
      notebook({ unknown: { kms_key_id: true }, expressions: { kms_key_id: expression } }, others)?.[
        'KMSKeyId'
      ],
    ).toEqual(value);
  });

  test('in a block of several, and nowhere if blocks are made by a loop', () => {
    const variants = (...expressions: Json[]) =>
      notebook(
        {
          after: { production_variants: [{ model_name: 'a' }, { core_dump: [{}] }] },
          unknown: { production_variants: [{}, { core_dump: [{ kms_key_id: true }] }] },
          expressions: { production_variants: expressions },
        },
        key,
      )?.['Variants'];
    const second = { core_dump: [{ kms_key_id: references('aws_kms_key.k.arn', 'aws_kms_key.k') }] };
    expect(variants({}, second)).toEqual([
      { ModelName: 'a' },
      { CoreDump: { KmsKeyId: '${aws_kms_key.k.arn}' } },
    ]);
    expect(variants(second)).toEqual([{ ModelName: 'a' }, { CoreDump: { KmsKeyId: LATER } }]);
  });

  test('never where a document or a truth value is expected', () => {
    const expression = references('aws_kms_key.k.arn', 'aws_kms_key.k');
    expect(
      notebook({ unknown: { isolated: true }, expressions: { isolated: expression } }, key)?.['Isolated'],
    ).toEqual(LATER);
  });

  test('through the outputs and variables of modules', () => {
    const plan = {
      resource_changes: [
        changeOf('module.keys["a.b"].aws_kms_key.k', {}),
        changeOf('module.ml.aws_ml_notebook.n', { unknown: { kms_key_id: true } }),
      ],
      configuration: {
        root_module: {
          module_calls: {
            keys: {
              module: {
                outputs: { arn: { expression: references('aws_kms_key.k.arn', 'aws_kms_key.k') } },
                resources: [{ address: 'aws_kms_key.k' }],
              },
            },
            ml: {
              expressions: { key: references('module.keys["a.b"].arn', 'module.keys["a.b"]') },
              module: {
                resources: [
                  { address: 'aws_ml_notebook.n', expressions: { kms_key_id: references('var.key') } },
                ],
              },
            },
          },
        },
      },
    };
    const { resources } = readTerraformPlan({
      file: 'p',
      plan,
      definitions,
      shapeOf: (type) => shapes[type],
    });
    expect(resources[1]?.properties['KMSKeyId']).toBe('${module.keys["a.b"].aws_kms_key.k.arn}');
  });
});

describe('attachments', () => {
  const policy = { after: { name: 'p', policy: '{}' }, unknown: { role: true } };
  const named = (...names: string[]): Written => ({ ...policy, expressions: { role: references(...names) } });

  test('go to the role that the expression names', () => {
    const { resources } = read({
      'aws_iam_role.r': { after: { name: 'r' } },
      'aws_iam_role_policy.p': named('aws_iam_role.r.id', 'aws_iam_role.r'),
    });
    expect(resources[0]?.properties['Policies']).toEqual([{ PolicyName: 'p', PolicyDocument: {} }]);
  });

  test('leave open the roles that an undecided expression mentions, and no others', () => {
    const { resources } = read({
      'aws_iam_role.r[0]': { after: { name: 'r' } },
      'aws_iam_role.r[1]': { after: { name: 's' } },
      'aws_iam_role.t': { after: { name: 't' } },
      'aws_iam_role_policy.p': named('aws_iam_role.r', 'count.index'),
    });
    expect(resources.slice(0, 3).map(({ properties }) => isUnknown(properties['Policies']))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a plan', () => {
  test.each<[readonly string[], number]>([
    [['create'], 1],
    [['update'], 1],
    [['no-op'], 1],
    [['delete', 'create'], 1],
    [['create', 'delete'], 1],
    [['delete'], 0],
    [['forget'], 0],
  ])('judges what will exist: %j', (actions, count) => {
    expect(read({ 'aws_kms_key.k': { actions } }).resources).toHaveLength(count);
  });

  test('counts the types that nobody maps', () => {
    const { unmapped, notes } = read({
      'random_id.a': {},
      'random_id.b': {},
      'aws_sqs_queue.q': {},
      'aws_kms_key.k': {},
    });
    expect(unmapped).toEqual({ random_id: 2, aws_sqs_queue: 1 });
    expect(notes).toEqual(['3 resources of types without rules are not judged: aws_sqs_queue, random_id']);
  });

  test.each<[string, JsonObject, JsonObject, string | null]>([
    ['a constant', {}, { expressions: { region: { constant_value: 'eu-west-1' } } }, 'eu-west-1'],
    ['a variable', {}, { expressions: { region: references('var.region') } }, 'us-east-1'],
    [
      'the argument',
      { region: 'eu-north-1' },
      { expressions: { region: { constant_value: 'eu-west-1' } } },
      'eu-north-1',
    ],
    ['a computed one', {}, { expressions: { region: references('local.region') } }, null],
    ['the environment', {}, {}, null],
  ])('has the Region of its provider: %s', (_, after, provider, region) => {
    const { resources } = read(
      { 'aws_kms_key.k': { after } },
      {
        variables: { region: { value: 'us-east-1' } },
        configuration: {
          provider_config: { aws: provider },
          root_module: { resources: [{ address: 'aws_kms_key.k', provider_config_key: 'aws' }] },
        },
      },
    );
    expect(resources[0]).toMatchObject({
      region,
      account: null,
      partition: null,
      source: 'plan',
      file: 'p.json',
      id: 'aws_kms_key.k',
    });
  });

  test('with anything in it is read without a throw, and what is unknown is never missing', () => {
    const member = fc.constantFrom(
      'name',
      'kms_key_id',
      'vpc',
      'subnets',
      'production_variants',
      'log_config',
      's3',
      'bucket_name',
      'tags',
      'tags_all',
      'root',
      'environment',
      '__proto__',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(true, false, null, 'x', 1),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(member, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const object = fc.dictionary(member, tree, { maxKeys: 5 });
    fc.assert(
      fc.property(object, object, object, (after, unknown, expressions) => {
        const written = JSON.parse(
          JSON.stringify({ after, unknown: { ...unknown, root: true }, expressions }),
        );
        const properties = notebook(written);
        expect(isUnknown(properties?.['RootAccess'])).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
