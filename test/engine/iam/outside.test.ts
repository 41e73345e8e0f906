import { describe, expect, it } from 'vitest';
import { outsidersOf } from '../../../engine/iam/outside.ts';
import { parsePolicy } from '../../../engine/iam/policy.ts';
import { certain } from '../../../engine/iam/reading.ts';
import { UnreadableValueError } from '../../../engine/verdict.ts';
import { type Json, unknown } from '../../../resources/resource.ts';
import { guarded } from '../../support/guarded.ts';

const OWN = '111122223333';
const OTHER = 'arn:aws:iam::444455556666:root';
const lost = unknown('known only after apply');

const allow = (principal: Json, rest: object = {}) =>
  ({ Effect: 'Allow', Principal: principal, Action: 'bedrock:InvokeModel', Resource: '*', ...rest }) as Json;
const when = (operator: string, key: string, value: Json) => ({
  Condition: { [operator]: { [key]: value } },
});
const denyOutside = (rest: object = {}) =>
  ({
    Effect: 'Deny',
    Principal: '*',
    Action: 'bedrock:*',
    Resource: '*',
    ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-a1b2c3'),
    ...rest,
  }) as Json;

function outsiders(account: string | null, ...statements: Json[]): readonly string[] {
  const policy = parsePolicy(guarded({ Statement: statements }), 'P');
  const [first] = policy;
  return first ? outsidersOf(certain(first), policy, account) : [];
}

describe('outsidersOf', () => {
  it.each<[string, Json[]]>([
    ['the account', [allow({ AWS: OWN })]],
    ['a role of the account', [allow({ AWS: [`arn:aws:iam::${OWN}:role/a`] })]],
    ['a session in the account', [allow({ AWS: `arn:aws:sts::${OWN}:assumed-role/a/b` })]],
    ['the account, in a template', [allow({ AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' })]],
    ['a role of the same template', [allow({ AWS: '${Caller.Arn}' })]],
    ['a role of the same plan', [allow({ AWS: '${aws_iam_role.caller.arn}' })]],
    ['a service', [allow({ Service: 'sagemaker.amazonaws.com' })]],
    ['the organization', [allow('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3'))]],
    ['a part of it', [allow('*', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', ['o-a1/r-b/*']))]],
    [
      'an organization that a parameter names',
      [allow('*', when('StringEquals', 'aws:PrincipalOrgID', '${Org}'))],
    ],
    ['the account by a condition', [allow('*', when('StringEquals', 'aws:PrincipalAccount', OWN))]],
    ['nobody, for the rest is denied', [allow('*'), denyOutside()]],
    ['nobody by a Deny', [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }]],
  ])('lets in nobody but %s', (_name, statements) => {
    expect(outsiders(OWN, ...statements)).toEqual([]);
  });

  it.each<[string, Json[], readonly string[]]>([
    ['everybody', [allow('*')], ['*']],
    ['everybody, as an AWS principal', [allow({ AWS: '*' })], ['*']],
    ['everybody but one', [allow(null, { Principal: undefined, NotPrincipal: { AWS: OWN } })], ['*']],
    ['another account', [allow({ AWS: ['444455556666', OWN] })], ['444455556666']],
    ['another account beside one that is not known', [allow({ AWS: [lost, OTHER] })], [OTHER]],
    ['a federation', [allow({ Federated: 'accounts.google.com' })], ['accounts.google.com']],
    ['everybody under another condition', [allow('*', when('Bool', 'aws:SecureTransport', 'true'))], ['*']],
    ['every organization', [allow('*', when('StringLike', 'aws:PrincipalOrgID', '*'))], ['*']],
    [
      'who has no organization',
      [allow('*', when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-a'))],
      ['*'],
    ],
    ['all organizations but one', [allow('*', when('StringNotEquals', 'aws:PrincipalOrgID', 'o-a'))], ['*']],
    ['what a Deny does not cover', [allow('*'), denyOutside({ Action: 'bedrock:Get*' })], ['*']],
    ['who a Deny does not mean', [allow('*'), denyOutside({ Principal: { AWS: OTHER } })], ['*']],
    [
      'whom a Deny meets only sometimes',
      [
        allow('*'),
        denyOutside({
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a', 'aws:SourceVpc': 'vpc-1' } },
        }),
      ],
      ['*'],
    ],
  ])('finds %s', (_name, [first, ...rest], expected) => {
    const statement = JSON.parse(JSON.stringify(first));
    expect(outsiders(OWN, statement, ...rest)).toEqual(expected);
  });

  it.each<[string, string | null, Json]>([
    ['an account, where one’s own is not known', null, allow({ AWS: OTHER })],
    ['a principal that is not known yet', OWN, allow(lost)],
    ['a principal that tells no account', OWN, allow({ AWS: 'AROAEXAMPLEID' })],
    ['a parameter', OWN, allow({ AWS: '${Principal}' })],
    ['a condition that is not known yet', OWN, allow('*', { Condition: lost })],
    ['an effect that is not known yet', OWN, allow('*', { Effect: lost })],
    [
      'an organization that is not known yet',
      OWN,
      allow('*', when('StringEquals', 'aws:PrincipalOrgID', lost)),
    ],
  ])('cannot tell for %s', (_name, account, statement) => {
    expect(() => outsiders(account, statement)).toThrow(UnreadableValueError);
  });
});
