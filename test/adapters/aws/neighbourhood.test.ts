import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { type ReadAround, readNeighbourhood } from '../../../adapters/aws/neighbourhood.ts';
import type { ReadResult } from '../../../adapters/aws/reader.ts';
import { readResource } from '../../../adapters/aws/readers/index.ts';
import { createJudge } from '../../../engine/judge.ts';
import type { JsonObject, Resource, ResourceRef } from '../../../resources/resource.ts';
import { shapeOf } from '../../../resources/shapes.ts';
import notebookKey from '../../../rules/sagemaker/notebook-kms-cmk.ts';
import { definitionOf } from '../../support/judge-rule.ts';
import { emulatedAws, refOf } from './kit.ts';

const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234';

const notebook = (properties: JsonObject): Resource => ({
  ...refOf('AWS::SageMaker::NotebookInstance', 'n'),
  source: 'live',
  properties,
});

/** Remembers what was asked; answers by id. */
function around(results: Readonly<Record<string, JsonObject | ReadResult>>, more: Partial<ReadAround> = {}) {
  const asked: ResourceRef[] = [];
  const options: ReadAround = {
    async read(ref) {
      asked.push(ref);
      const found = results[ref.id];
      if (found === undefined) return { outcome: 'not-found' };
      if ('outcome' in found) return found as ReadResult;
      return { outcome: 'read', resource: { ...ref, source: 'live', properties: found as JsonObject } };
    },
    definitionOf,
    cache: new Map(),
    referrersOf: async () => [],
    ...more,
  };
  return { asked, options };
}

const key = { path: 'KmsKeyId', type: 'AWS::KMS::Key' };
const role = { path: 'RoleArn', type: 'AWS::IAM::Role' };

describe('the neighbourhood of a live resource', () => {
  it('holds what references lead to', async () => {
    const { options } = around({ '1234': { KeyManager: 'CUSTOMER' } });
    const resource = notebook({ KmsKeyId: KEY });
    const neighbourhood = await readNeighbourhood(resource, [key], options);
    expect(neighbourhood.follow(KEY, key.type, resource)).toMatchObject({
      resource: { properties: { KeyManager: 'CUSTOMER' } },
    });
    expect(neighbourhood.related).toHaveLength(1);
    expect(neighbourhood.isIncomplete).toBe(false);
  });

  it.each([
    ['an ARN says where', KEY, { id: '1234', arn: KEY, account: '444455556666', region: 'us-east-1' }],
    [
      'an alias is of the same account and Region',
      'alias/data',
      { id: 'alias/data', account: '111122223333', region: 'eu-central-1' },
    ],
  ])('%s', async (_name, KmsKeyId, expected) => {
    const { asked, options } = around({});
    await readNeighbourhood(notebook({ KmsKeyId }), [key], options);
    expect(asked).toEqual([{ type: key.type, partition: 'aws', ...expected }]);
  });

  it.each([
    ['s3://data/train/', { id: 'data' }],
    ['arn:aws:s3:::data/train/x.csv', { id: 'data' }],
    ['arn:aws:s3:::data', { id: 'data', arn: 'arn:aws:s3:::data' }],
  ])('%s is a bucket of nobody knows which account and Region', async (reference, expected) => {
    const { asked, options } = around({});
    const need = { path: 'DefaultCodeRepository', type: 'AWS::S3::Bucket' };
    await readNeighbourhood(notebook({ DefaultCodeRepository: reference }), [need], options);
    expect(asked).toEqual([{ type: need.type, partition: 'aws', account: null, region: null, ...expected }]);
  });

  it.each<[string, ReadResult, string, boolean]>([
    [
      'denied',
      { outcome: 'denied', because: 'access denied: kms:DescribeKey' },
      `${KEY}: access denied: kms:DescribeKey`,
      false,
    ],
    ['not found', { outcome: 'not-found' }, `${KEY} does not exist`, false],
    [
      'throttled',
      { outcome: 'failed', because: 'Rate exceeded', retryable: true },
      `${KEY}: Rate exceeded`,
      true,
    ],
    ['impossible', { outcome: 'failed', because: 'no reader', retryable: false }, `${KEY}: no reader`, false],
  ])('what is %s is unreadable, and never absent', async (_name, result, unreadable, isIncomplete) => {
    const { options } = around({ '1234': result });
    const resource = notebook({ KmsKeyId: KEY });
    const neighbourhood = await readNeighbourhood(resource, [key], options);
    expect(neighbourhood.follow(KEY, key.type, resource)).toEqual({ unreadable });
    expect(neighbourhood).toMatchObject({ isIncomplete, related: [] });
  });

  it('says of a text that names no such resource that it does not', async () => {
    const { asked, options } = around({});
    const resource = notebook({ KmsKeyId: 'arn:aws:iam::1:role/x' });
    const neighbourhood = await readNeighbourhood(resource, [key], options);
    expect(asked).toEqual([]);
    expect(neighbourhood.follow('arn:aws:iam::1:role/x', key.type, resource)).toEqual({
      unreadable: 'arn:aws:iam::1:role/x names no AWS::KMS::Key',
    });
  });

  it('reads each reference once in a batch', async () => {
    const { asked, options } = around({ '1234': {} });
    const resource = notebook({ KmsKeyId: KEY });
    await Promise.all([
      readNeighbourhood(resource, [key, key], options),
      readNeighbourhood({ ...resource, id: 'other' }, [key], options),
    ]);
    expect(asked).toHaveLength(1);
  });

  it('has not read what no rule needs', async () => {
    const { options } = around({ '1234': {} });
    const resource = notebook({ KmsKeyId: KEY, RoleArn: 'arn:aws:iam::1:role/x' });
    const neighbourhood = await readNeighbourhood(resource, [key], options);
    expect(neighbourhood.follow('arn:aws:iam::1:role/x', role.type, resource)).toEqual({
      unreadable: 'arn:aws:iam::1:role/x was not read',
    });
  });

  it('hands on who refers to it, and knows it of nothing else', async () => {
    const resource = notebook({});
    const { options } = around({}, { referrersOf: async () => ['AWS::Bedrock::Agent a'] });
    const neighbourhood = await readNeighbourhood(resource, [], options);
    expect(neighbourhood.referrers(resource)).toEqual(['AWS::Bedrock::Agent a']);
    expect(neighbourhood.referrers({ ...resource, id: 'other' })).toEqual({
      unreadable: 'who refers to other was not asked',
    });
  });

  it('makes a denied key INSUFFICIENT_DATA for the rule that needs it', async () => {
    const judge = createJudge({ rules: [notebookKey], shapeOf, definitionOf, isAiType: () => true });
    const resource = notebook({ KmsKeyId: KEY });
    const { options } = around({ '1234': { outcome: 'denied', because: 'access denied: kms:DescribeKey' } });
    const neighbourhood = await readNeighbourhood(resource, Object.values(notebookKey.needs ?? {}), options);
    expect(judge.judge(resource, neighbourhood)[0]?.verdict).toEqual({
      status: 'INSUFFICIENT_DATA',
      because: `${KEY}: access denied: kms:DescribeKey`,
    });
  });

  it('reads through the real readers: a role on a path, its policies by their ARNs', async () => {
    const { aws, door } = emulatedAws();
    const iam = door.client(IAMClient);
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'b', Path: '/limits/', PolicyDocument }),
    );
    const AssumeRolePolicyDocument = PolicyDocument.replace(
      '[]',
      '[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]',
    );
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'Notebook',
        Path: '/ml/',
        AssumeRolePolicyDocument,
        PermissionsBoundary: Policy?.Arn,
      }),
    );
    const { options } = around({}, { read: (ref) => readResource(ref, aws) });
    const reference = Role?.Arn ?? '';
    const resource = notebook({ RoleArn: reference });
    const followed = (await readNeighbourhood(resource, [role], options)).follow(
      reference,
      role.type,
      resource,
    );
    if ('unreadable' in followed) throw new Error(followed.unreadable);
    const boundary = { path: 'PermissionsBoundary', type: 'AWS::IAM::ManagedPolicy' };
    const beyond = await readNeighbourhood(followed.resource, [boundary], options);
    expect(beyond.follow(Policy?.Arn ?? '', boundary.type, followed.resource)).toMatchObject({
      resource: { id: 'b', properties: { PolicyDocument: { Version: '2012-10-17' } } },
    });
  });
});
