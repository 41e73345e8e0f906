import { expect, test } from 'vitest';
import { readCloudFormation } from '../../../adapters/templates/cloudformation.ts';
import { isUnknown, type Json, type JsonObject } from '../../../resources/resource.ts';
import { definitionOf } from './definitions.ts';

const sections: JsonObject = {
  Parameters: { RoleName: { Type: 'String' }, Other: { Type: 'String' } },
  Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Other' }, 'x'] } },
};

function read(resources: JsonObject) {
  const result = readCloudFormation({
    file: 't',
    template: { ...sections, Resources: resources },
    definitionOf,
  });
  const properties = (id: string): JsonObject =>
    result.resources.find((resource) => resource.id === id)?.properties ?? {};
  return { properties, notes: result.notes };
}

const policy = (roles: Json, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::IAM::Policy',
  ...more,
  Properties: { PolicyName: 'p', PolicyDocument: { Statement: [] }, Roles: roles },
});
const role = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: properties,
});
const received = { PolicyName: 'p', PolicyDocument: { Statement: [] } };

test('an inline policy is appended to the role it names by Ref, beside those that stand there', () => {
  const own = { PolicyName: 'own', PolicyDocument: {} };
  const { properties } = read({ A: role({ Policies: [own] }), B: role(), P: policy([{ Ref: 'A' }]) });
  expect(properties('A')['Policies']).toEqual([own, received]);
  expect(properties('B')).toEqual({});
});

test('an inline policy stands beside what cannot be read', () => {
  const { properties } = read({ A: role({ Policies: { Ref: 'Other' } }), P: policy([{ Ref: 'A' }]) });
  expect(properties('A')['Policies']).toEqual([{ $unknown: expect.any(String) }, received]);
});

test.each<[string, string]>([
  ['its name', 'trainer'],
  ['its ARN', 'arn:aws:iam::123456789012:role/service/trainer'],
])('a role is found by %s', (_, name) => {
  expect(read({ A: role({ RoleName: 'trainer' }), P: policy([name]) }).properties('A')['Policies']).toEqual([
    received,
  ]);
});

test('a managed policy is appended as a reference to itself', () => {
  const { properties } = read({
    A: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'] }),
    M: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'A' }] } },
  });
  expect(properties('A')['ManagedPolicyArns']).toEqual(['arn:aws:iam::aws:policy/X', '${M}']);
});

test('a role of elsewhere concerns nobody here', () => {
  const { properties, notes } = read({ A: role({ RoleName: 'a' }), P: policy(['another']) });
  expect(properties('A')).toEqual({ RoleName: 'a' });
  expect(notes).toEqual([]);
});

test('an unreadable name leaves an unrelated role as it is, and is noted', () => {
  const { properties, notes } = read({ A: role({ RoleName: 'a' }), P: policy([{ Ref: 'Other' }]) });
  expect(properties('A')).toEqual({ RoleName: 'a' });
  expect(notes.join()).toMatch(/P: Roles cannot be read .*no resource of this file/);
});

test.each<[string, Json, JsonObject]>([
  ['a branch of its expression is the role', [{ 'Fn::If': ['Open', { Ref: 'A' }, 'x'] }], {}],
  ['the whole list is undecided', { 'Fn::If': ['Open', [{ Ref: 'A' }], []] }, {}],
  ['the same parameter names the role', [{ Ref: 'RoleName' }], { RoleName: { Ref: 'RoleName' } }],
])('an unreadable name makes the policies of a role unknown where %s', (_, roles, properties) => {
  const result = read({ A: role(properties), B: role({ RoleName: 'b' }), P: policy(roles) });
  expect(isUnknown(result.properties('A')['Policies'])).toBe(true);
  expect(result.properties('B')).toEqual({ RoleName: 'b' });
});

test('an unreadable name beside a readable one does not hide what the readable one says', () => {
  const { properties } = read({ A: role(), P: policy([{ Ref: 'A' }, { Ref: 'Other' }]) });
  expect(properties('A')['Policies']).toEqual([received]);
});

test('a policy of an undecided condition is unknown in the list of its role', () => {
  const policies = read({ A: role(), P: policy([{ Ref: 'A' }], { Condition: 'Open' }) }).properties('A')[
    'Policies'
  ];
  expect(policies).toEqual([{ $unknown: 'P exists only if Open: parameter Other has no default' }]);
});

test('a part of another resource is set there, as an object or as the value of one property', () => {
  const { properties } = read({
    B: { Type: 'AWS::S3::Bucket' },
    V: { Type: 'Test::Bucket::Versioning', Properties: { Bucket: { Ref: 'B' }, Status: 'Enabled' } },
    P: {
      Type: 'Test::Bucket::Policy',
      Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Statement: [] } },
    },
  });
  expect(properties('B')).toEqual({
    VersioningConfiguration: { Status: 'Enabled' },
    Policy: { Statement: [] },
  });
});

test('what is attached wins over what stands at the resource, known or not', () => {
  const bucket = (Policy: Json): JsonObject => ({ Type: 'AWS::S3::Bucket', Properties: { Policy } });
  const attached = { Bucket: { Ref: 'B' }, PolicyDocument: { Statement: [] } };
  const policies = [{ Statement: ['read back'] }, { Ref: 'Other' }].map((own) =>
    read({ B: bucket(own), P: { Type: 'Test::Bucket::Policy', Properties: attached } }).properties('B'),
  );
  expect(policies).toEqual([{ Policy: { Statement: [] } }, { Policy: { Statement: [] } }]);
});

test('what an unreadable name may have set is not settled by another', () => {
  const versioning = (Bucket: Json): JsonObject => ({
    Type: 'Test::Bucket::Versioning',
    Properties: { Bucket, Status: 'Enabled' },
  });
  const { properties } = read({
    B: { Type: 'AWS::S3::Bucket' },
    V: versioning({ 'Fn::If': ['Open', { Ref: 'B' }, 'x'] }),
    W: versioning({ Ref: 'B' }),
  });
  expect(isUnknown(properties('B')['VersioningConfiguration'])).toBe(true);
});

test('two that set different values leave open which wins', () => {
  const versioning = (status: string): JsonObject => ({
    Type: 'Test::Bucket::Versioning',
    Properties: { Bucket: { Ref: 'B' }, Status: status },
  });
  const { properties } = read({
    B: { Type: 'AWS::S3::Bucket' },
    V: versioning('Enabled'),
    W: versioning('Suspended'),
  });
  expect(isUnknown(properties('B')['VersioningConfiguration'])).toBe(true);
});
