import { describe, expect, it } from 'vitest';
import { namesOf } from '../../engine/names.ts';
import type { Resource } from '../../resources/resource.ts';
import { definitionOf } from '../support/judge-rule.ts';
import { resourceOf } from '../support/resource.ts';

const BUCKET = 'AWS::S3::Bucket';
const POLICY = 'AWS::IAM::ManagedPolicy';
const ROLE = 'AWS::IAM::Role';
const from = resourceOf('AWS::SageMaker::NotebookInstance');

const find = (reference: string, type: string, ...resources: Resource[]): Resource | undefined =>
  namesOf(resources, definitionOf)({ reference, type, from });

describe('a name', () => {
  it.each(['template', 'plan'] as const)('is not the id that a %s gives', (source) => {
    const bucket = resourceOf(BUCKET, { BucketName: 'company-data' }, { id: 'data', source });
    expect(find('data', BUCKET, bucket)).toBeUndefined();
    expect(find('company-data', BUCKET, bucket)).toBe(bucket);
  });

  it.each(['live', 'state', 'event'] as const)('is the id of what is %s', (source) => {
    const bucket = resourceOf(BUCKET, {}, { id: 'data', source });
    expect(find('data', BUCKET, bucket)).toBe(bucket);
  });

  it('is no empty text', () => {
    expect(find('', BUCKET, resourceOf(BUCKET, { BucketName: '' }))).toBeUndefined();
  });

  it('may be of a type that nobody knows, or that has no other form of it', () => {
    const type = 'AWS::Bedrock::ResourcePolicy';
    const stranger = resourceOf('AWS::New::Thing', {}, { id: 'data' });
    const plain = resourceOf(type, {}, { id: 'data' });
    expect(definitionOf(type)).toMatchObject({ type });
    expect(definitionOf(type)).not.toHaveProperty('idFrom');
    expect(find('data', 'AWS::New::Thing', plain, stranger)).toBe(stranger);
    expect(find('other', 'AWS::New::Thing', plain, stranger)).toBeUndefined();
    expect(find('other', type, plain, stranger)).toBeUndefined();
  });

  it('without a Region may be of a global service', () => {
    const role = resourceOf(ROLE, {}, { id: 'runner', region: 'us-east-1' });
    expect(find('runner', ROLE, role)).toBe(role);
  });
});

describe('an ARN', () => {
  it('that tells neither account nor Region contradicts none', () => {
    const bucket = resourceOf(BUCKET, {}, { id: 'company-data' });
    expect(find('arn:aws:s3:::company-data', BUCKET, bucket)).toBe(bucket);
  });

  it('that leaves them to the template contradicts none', () => {
    const role = resourceOf(ROLE, {}, { id: 'runner' });
    const arn = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/runner';
    expect(find(arn, ROLE, role)).toBe(role);
  });

  it('leads to the resource that has it, in whosever account it was read', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonBedrockFullAccess';
    const policy = resourceOf(POLICY, {}, { id: 'AmazonBedrockFullAccess', arn });
    expect(find(arn, POLICY, policy)).toBe(policy);
  });
});
