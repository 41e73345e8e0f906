import { describe, expect, it } from 'vitest';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { JsonObject, Resource } from '../../resources/resource.ts';
import { definitionOf } from '../support/judge-rule.ts';
import { resourceOf } from '../support/resource.ts';

const BUCKET = 'AWS::S3::Bucket';
const KEY = 'AWS::KMS::Key';
const ALIAS = 'AWS::KMS::Alias';
const ROLE = 'AWS::IAM::Role';
const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';

const declared = (type: string, id: string, properties: JsonObject = {}): Resource =>
  resourceOf(type, properties, { id, source: 'template', account: null, region: null, file: 't.json' });

const around = (...resources: Resource[]) => neighbourhoodOf(resources, { definitionOf, outside: 'outside' });

const from = declared(NOTEBOOK, 'Notebook');

function leadsTo(reference: string, type: string, ...resources: Resource[]): string | undefined {
  const followed = around(...resources).follow(reference, type, from);
  return 'resource' in followed ? followed.resource.id : undefined;
}

describe('a reference within a template', () => {
  const resources = [
    declared(BUCKET, 'Bucket'),
    declared(BUCKET, 'Named', { BucketName: 'company-data' }),
    declared(BUCKET, 'Composed', { BucketName: '${AWS::StackName}-data' }),
    declared(ROLE, 'Role', { RoleName: 'runner' }),
    declared(KEY, 'Key'),
    declared(ALIAS, 'Alias', { AliasName: 'alias/ai', TargetKeyId: '${Key.Arn}' }),
    declared(KEY, 'module.m.aws_kms_key.k[0]'),
    declared('AWS::CloudFormation::WaitConditionHandle', 'OfNoDefinition'),
  ];

  it.each([
    ['${Bucket}', BUCKET, 'Bucket'],
    ['${Bucket.Arn}', BUCKET, 'Bucket'],
    ['${Bucket.Arn}/*', BUCKET, 'Bucket'],
    ['s3://${Bucket}/models/', BUCKET, 'Bucket'],
    ['arn:aws:s3:::${Bucket}/x', BUCKET, 'Bucket'],
    ['arn:${AWS::Partition}:s3:::${Bucket}', BUCKET, 'Bucket'],
    ['arn:aws:iam::${AWS::AccountId}:role/${Role}', ROLE, 'Role'],
    ['s3://company-data/models', BUCKET, 'Named'],
    ['arn:${AWS::Partition}:s3:::company-data/x', BUCKET, 'Named'],
    ['arn:${AWS::Partition}:s3:::${AWS::StackName}-data/x', BUCKET, 'Composed'],
    ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/path/runner', ROLE, 'Role'],
    ['${module.m.aws_kms_key.k[0].arn}', KEY, 'module.m.aws_kms_key.k[0]'],
    ['${Alias}', KEY, 'Key'],
    ['alias/ai', KEY, 'Key'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/ai', KEY, 'Key'],
    ['${Alias}', ALIAS, 'Alias'],
    // The type decides where a text names several.
    ['arn:aws:s3:::${Bucket}/${Role}', ROLE, 'Role'],
  ])('%s as %s leads to %s', (reference, type, id) => {
    expect(leadsTo(reference, type, ...resources)).toBe(id);
  });

  it.each([
    ['a name made of a name is another one', '${Bucket}-logs', BUCKET],
    ['a name made of two', '${AWS::StackName}${Bucket}', BUCKET],
    ['a name within a name', 'logs-${Bucket}', BUCKET],
    ['a logical id is no name', 'Bucket', BUCKET],
    ['another type', '${Bucket}', KEY],
    ['a parameter', '${BucketParameter}', BUCKET],
    ['a splat', '${module.m.aws_kms_key.k[*].arn}', KEY],
    ['nothing', '', BUCKET],
    ['an alias of AWS', 'alias/aws/sagemaker', KEY],
    ['members of every object', 'constructor', BUCKET],
  ])('%s: %s leads out', (_name, reference, type) => {
    expect(leadsTo(reference, type, ...resources)).toBeUndefined();
    expect(around().follow(reference, type, from)).toEqual({ unreadable: `${reference} is outside` });
  });

  it.each<[string, JsonObject]>([
    ['names none', {}],
    ['names one that is not known yet', { TargetKeyId: { $unknown: 'later' } }],
  ])('through an alias that %s leads out', (_name, properties) => {
    expect(leadsTo('${Alias}', KEY, declared(ALIAS, 'Alias', properties))).toBeUndefined();
  });

  it('through an alias leads to a key alone', () => {
    const alias = declared(ALIAS, 'Alias', { TargetKeyId: '${Bucket}' });
    expect(leadsTo('${Alias}', BUCKET, alias, declared(BUCKET, 'Bucket'))).toBeUndefined();
  });

  it('is not walked in circles', () => {
    const circle = [
      declared(ALIAS, 'One', { AliasName: 'alias/one', TargetKeyId: '${Two}' }),
      declared(ALIAS, 'Two', { AliasName: 'alias/two', TargetKeyId: '${One}' }),
      declared(ALIAS, 'Self', { AliasName: 'alias/self', TargetKeyId: '${Self}' }),
    ];
    expect(leadsTo('${One}', KEY, ...circle)).toBeUndefined();
    expect(leadsTo('${Self}', KEY, ...circle)).toBeUndefined();
  });
});

describe('a reference within an account', () => {
  const role = (account: string): Resource =>
    resourceOf(
      ROLE,
      {},
      {
        id: 'runner',
        account,
        region: null,
        arn: `arn:aws:iam::${account}:role/runner`,
        source: 'state',
      },
    );
  const here = role('111122223333');
  const elsewhere = role('444455556666');

  it.each([
    ['an ARN means its account', 'arn:aws:iam::444455556666:role/runner', [here, elsewhere], elsewhere],
    ['and no namesake in another', 'arn:aws:iam::444455556666:role/runner', [here], undefined],
    ['a bare name means its own account', 'runner', [elsewhere, here], here],
    ['and no namesake elsewhere', 'runner', [elsewhere], undefined],
  ])('%s', (_name, reference, resources, expected) => {
    const followed = around(...resources).follow(reference, ROLE, resourceOf(NOTEBOOK));
    expect('resource' in followed ? followed.resource : undefined).toBe(expected);
  });

  it('prefers the namesake of its own Region, and an ARN means its Region', () => {
    const key = (region: string) => resourceOf(KEY, {}, { id: 'mrk-1', region });
    const [west, east] = [key('eu-west-1'), key('us-east-1')];
    const neighbourhood = around(east, west);
    expect(neighbourhood.follow('mrk-1', KEY, resourceOf(NOTEBOOK))).toEqual({ resource: west });
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1';
    expect(neighbourhood.follow(arn, KEY, resourceOf(NOTEBOOK))).toEqual({ resource: east });
    expect(around(west).follow(arn, KEY, resourceOf(NOTEBOOK))).toHaveProperty('unreadable');
  });
});

describe('referrers', () => {
  const key = declared(KEY, 'Key');
  const notebook = declared(NOTEBOOK, 'Notebook', { KmsKeyId: '${Alias}', RoleArn: '${Role.Arn}' });
  const alias = declared(ALIAS, 'Alias', { AliasName: 'alias/ai', TargetKeyId: '${Key}' });

  it('are the AI resources that name it, through an alias too, each once', () => {
    const twice = declared(NOTEBOOK, 'Other', { KmsKeyId: '${Key}' });
    expect(around(key, alias, notebook, twice).referrers(key)).toEqual([
      `${NOTEBOOK} Notebook`,
      `${NOTEBOOK} Other`,
    ]);
  });

  it('are told where others refer to nothing, or are of a type that nobody knows', () => {
    const policy = declared('AWS::Bedrock::ResourcePolicy', 'RefersToNothing', { KmsKeyId: '${Key}' });
    const stranger = declared('AWS::CloudFormation::WaitConditionHandle', 'Stranger', { KmsKeyId: '${Key}' });
    expect(definitionOf(policy.type)).not.toHaveProperty('references');
    expect(around(stranger, policy, key, alias, notebook).referrers(key)).toEqual([`${NOTEBOOK} Notebook`]);
  });

  it('are none where only what surrounds AI names it', () => {
    expect(around(key, alias).referrers(key)).toEqual([]);
  });

  it('may be the settings', () => {
    const neighbourhood = neighbourhoodOf([key], {
      definitionOf,
      outside: 'x',
      servesAi: ({ id }) => id === 'Key',
    });
    expect(neighbourhood.referrers(key)).toEqual(['the settings']);
  });

  it('are none where what should name it is unknown or absurd', () => {
    const odd = [{ $unknown: 'later' }, null, 7, ['${Key}'], {}].map((KmsKeyId, index) =>
      declared(NOTEBOOK, `Odd${index}`, { KmsKeyId }),
    );
    expect(around(key, ...odd).referrers(key)).toEqual([]);
  });
});
