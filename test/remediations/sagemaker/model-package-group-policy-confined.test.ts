import {
  CreateModelPackageGroupCommand,
  PutModelPackageGroupPolicyCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/model-package-group-policy-confined.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::SageMaker::ModelPackageGroup';
const OWN = 'arn:aws:iam::111122223333:root';

const allow = (Principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal,
  Action: ['sagemaker:DescribeModelPackageGroup', 'sagemaker:CreateModelPackage'],
  Resource: '*',
  ...rest,
});

// With spaces: undoing brings back the text, not only what it says.
const group = (Statement: Json, more: object) => async (door: Emulated) => {
  const client = door.client(SageMakerClient);
  const ModelPackageGroupName = 'Churn';
  const { ModelPackageGroupArn } = await client.send(
    new CreateModelPackageGroupCommand({ ModelPackageGroupName, ...more }),
  );
  const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll(',', ', ');
  await client.send(new PutModelPackageGroupPolicyCommand({ ModelPackageGroupName, ResourcePolicy }));
  return refOf(TYPE, ModelPackageGroupName, ModelPackageGroupArn);
};

const rule = 'sagemaker-model-package-group-policy-external';
const inTheOffice = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };

const fine = fc.constantFrom<Json>(
  allow({ AWS: OWN }),
  allow('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
  allow('*', { Effect: 'Deny', Action: 'sagemaker:DeleteModelPackage' }),
);
const open = fc
  .record({
    principal: fc.constantFrom<Json>('*', { AWS: '*' }),
    Condition: fc.constantFrom<Json | undefined>(undefined, inTheOffice, {
      StringEquals: { 'aws:RequestedRegion': 'eu-central-1' },
    }),
  })
  .map(({ principal, Condition }) => allow(principal, Condition === undefined ? {} : { Condition }));
const more = fc.record(
  {
    ModelPackageGroupDescription: fc.constant('churn models'),
    Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
  },
  { requiredKeys: [] },
);

itPutsRight(
  remediation,
  [
    { name: 'a group for everybody', rule, make: group([allow('*')], {}) },
    {
      name: 'a group for everybody, by one statement of two',
      rule,
      make: group([allow({ AWS: OWN }), allow({ AWS: '*' })], {}),
    },
  ],
  {
    anyScene: fc
      .tuple(fc.array(fine, { maxLength: 2 }), open, more)
      .map(
        ([others, last, settings]) =>
          ({ name: 'any group', rule, make: group([...others, last, ...others], settings) }) as const,
      ),
  },
);

describe('what is planned', () => {
  const planned = (actual: string, rest: { account?: string | null; before?: JsonObject } = {}) =>
    remediation.plan({
      resource: {
        ...refOf(TYPE, 'Churn'),
        account: rest.account === undefined ? '111122223333' : rest.account,
        source: 'live',
        properties: {},
      },
      before: rest.before ?? { ResourcePolicy: JSON.stringify({ Statement: [allow('*')] }) },
      rule,
      observations: [{ path: 'ModelPackageGroupPolicy.Statement[0].Principal', expected: '', actual }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each(['444455556666', '*, arn:aws:iam::444455556666:root'])('leaves %s to its owner', (actual) => {
    expect(planned(actual)).toEqual({
      refused: `ModelPackageGroupPolicy.Statement[0].Principal names ${actual}: whether it is meant is not known`,
    });
  });

  it('needs the account and the policy', () => {
    expect(planned('*', { account: null })).toEqual({ refused: 'the account of the group is not known' });
    for (const before of [{}, { ResourcePolicy: 'no document' }]) {
      expect(planned('*', { before })).toEqual({ refused: 'the group has no policy any more' });
    }
  });

  it('is one more condition, beside those that are there', () => {
    const Condition = { ...inTheOffice, StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    const before = { ResourcePolicy: JSON.stringify({ Statement: [allow('*', { Condition })] }) };
    const StringEquals = { ...Condition.StringEquals, 'aws:PrincipalAccount': '111122223333' };
    expect(planned('*', { before })).toMatchObject({
      changes: [{ after: { Statement: [allow('*', { Condition: { ...inTheOffice, StringEquals } })] } }],
    });
  });
});
