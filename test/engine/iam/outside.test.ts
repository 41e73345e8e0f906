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

/** As JSON has it: what is undefined is not there. */
const present = (statement: Json): Json => {
  if (typeof statement !== 'object' || statement === null) return statement;
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined)) as Json;
};

function outsiders(account: string | null, ...statements: Json[]): readonly string[] {
  const policy = parsePolicy(guarded({ Statement: statements.map(present) }), 'P');
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
    [
      'the account by a condition of a template',
      [allow('*', when('StringEquals', 'aws:PrincipalAccount', '${AWS::AccountId}'))],
    ],
    [
      'the organization in one Region',
      [
        allow('*', {
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalOrgID': 'o-a' } },
        }),
      ],
    ],
    [
      'a service, under a condition that is not known yet',
      [allow({ Service: 'a.amazonaws.com' }, { Condition: lost })],
    ],
    [
      'nobody, for the rest is denied by one of two patterns',
      [allow('*'), denyOutside({ Action: ['s3:*', 'bedrock:*'] })],
    ],
    ['nobody, for the rest is denied', [allow('*'), denyOutside()]],
    ['nobody, for all are denied', [allow('*'), denyOutside({ Condition: undefined })]],
    [
      'nobody, for the rest of an organization that a parameter names is denied',
      [allow('*'), denyOutside(when('StringNotEquals', 'aws:PrincipalOrgID', '${Org}'))],
    ],
    [
      'nobody, for the rest is denied beside a Deny that is not known yet',
      [allow('*'), denyOutside(), denyOutside({ Condition: lost })],
    ],
    [
      'nobody, for a Deny spares AWS itself alone',
      [
        allow('*'),
        denyOutside({
          Principal: { AWS: '*' },
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
    ],
    [
      'the account, for the rest is denied',
      [allow('*'), denyOutside(when('StringNotEquals', 'aws:PrincipalAccount', OWN))],
    ],
    [
      'the organization and the account, for the rest is denied',
      [
        allow('*'),
        denyOutside({
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a', 'aws:PrincipalAccount': [OWN] } },
        }),
      ],
    ],
    [
      'the account’s roles, for the rest is denied',
      [allow('*'), denyOutside(when('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:role/*`))],
    ],
    [
      'a role of the account by a condition',
      [allow('*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::${AWS::AccountId}:role/a*'))],
    ],
    ['services on the account’s behalf', [allow('*', when('StringEquals', 'aws:SourceAccount', OWN))]],
    [
      'services on behalf of what the account has',
      [allow('*', when('ArnLike', 'aws:SourceArn', `arn:aws:cloudfront::${OWN}:distribution/*`))],
    ],
    ['services on the organization’s behalf', [allow('*', when('StringEquals', 'aws:SourceOrgID', 'o-a1'))]],
    [
      'services on behalf of a part of the organization',
      [allow('*', when('ForAnyValue:StringLike', 'aws:SourceOrgPaths', ['o-a1/r-b/*']))],
    ],
    [
      'a role of the account by a condition, in any partition',
      [
        allow(
          '*',
          when('ArnLike', 'aws:PrincipalArn', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/a*'),
        ),
      ],
    ],
    [
      'nobody, for everybody is denied, somebody by name as well',
      [allow('*'), denyOutside({ Principal: { AWS: ['*', OTHER] } })],
    ],
    [
      'nobody, for a Deny spares AWS itself alone, which must say so',
      [
        allow('*'),
        denyOutside({
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-a' },
            Bool: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
    ],
    ['AWS itself', [allow('*', when('Bool', 'aws:PrincipalIsAWSService', 'true'))]],
    [
      'the account, beside a condition that is not known yet',
      [allow('*', { Condition: { StringEquals: { 'aws:SourceIp': lost, 'aws:PrincipalAccount': OWN } } })],
    ],
    ['a distribution of the same template', [allow({ CanonicalUser: '${Identity.S3CanonicalUserId}' })]],
    ['a federation of the account', [allow({ Federated: `arn:aws:iam::${OWN}:saml-provider/staff` })]],
    ['nobody by a Deny', [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }]],
    ['nobody by a Deny of another account', [allow({ AWS: OTHER }, { Effect: 'Deny' })]],
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
    [
      'a federation of another account',
      [allow({ Federated: 'arn:aws:iam::444455556666:saml-provider/staff' })],
      ['arn:aws:iam::444455556666:saml-provider/staff'],
    ],
    [
      'roles of any account by a condition',
      [allow('*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/a'))],
      ['*'],
    ],
    [
      'whoever has no role, where a condition asks only if there is one',
      [allow('*', when('ArnLikeIfExists', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:role/a`))],
      ['*'],
    ],
    [
      'services on behalf of whom nobody names',
      [allow('*', when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::elsewhere'))],
      ['*'],
    ],
    [
      'services on behalf of what the account and another have',
      [
        allow(
          '*',
          when('ArnLike', 'aws:SourceArn', [`arn:aws:sns:a:${OWN}:t`, 'arn:aws:sns:a:444455556666:t']),
        ),
      ],
      ['*'],
    ],
    [
      'whoever has a name that only ends like a role of the account',
      [allow('*', when('ArnLike', 'aws:PrincipalArn', `?arn:aws:iam::${OWN}:role/a`))],
      ['*'],
    ],
    [
      'everybody in one Region',
      [allow('*', when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'))],
      ['*'],
    ],
    [
      'AWS itself and everybody else',
      [allow('*', when('Bool', 'aws:PrincipalIsAWSService', ['true', 'false']))],
      ['*'],
    ],
    [
      'whoever tells nothing, for all of whose nothing it holds',
      [allow('*', when('ForAllValues:Bool', 'aws:PrincipalIsAWSService', 'true'))],
      ['*'],
    ],
    [
      'whom a Deny spares because he tells nothing',
      [
        allow('*'),
        denyOutside({
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-a' },
            'ForAnyValue:Bool': { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
      ['*'],
    ],
    [
      'everybody, where a Deny means a service',
      [allow('*'), denyOutside({ Principal: { Service: 'sagemaker.amazonaws.com' } })],
      ['*'],
    ],
    ['whoever is not AWS itself', [allow('*', when('Bool', 'aws:PrincipalIsAWSService', 'false'))], ['*']],
    [
      'whoever may not be AWS itself',
      [allow('*', when('BoolIfExists', 'aws:PrincipalIsAWSService', 'true'))],
      ['*'],
    ],
    [
      'those whom a Deny spares because AWS acts for them',
      [
        allow('*'),
        denyOutside({
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-a' },
            Bool: { 'aws:ViaAWSService': 'false' },
          },
        }),
      ],
      ['*'],
    ],
    [
      'another account that a Deny spares',
      [
        allow('*'),
        denyOutside({
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-a', 'aws:PrincipalAccount': '444455556666' },
          },
        }),
      ],
      ['*'],
    ],
    [
      'who calls for nobody’s sake, where a Deny looks at the source',
      [allow('*'), denyOutside(when('StringNotEqualsIfExists', 'aws:SourceAccount', OWN))],
      ['*'],
    ],
    ['everybody under another condition', [allow('*', when('Bool', 'aws:SecureTransport', 'true'))], ['*']],
    ['every organization', [allow('*', when('StringLike', 'aws:PrincipalOrgID', '*'))], ['*']],
    [
      'who has no organization',
      [allow('*', when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-a'))],
      ['*'],
    ],
    ['all organizations but one', [allow('*', when('StringNotEquals', 'aws:PrincipalOrgID', 'o-a'))], ['*']],
    [
      'another account by a condition',
      [allow('*', when('StringEquals', 'aws:PrincipalAccount', '444455556666'))],
      ['*'],
    ],
    [
      'the account and another by a condition',
      [allow('*', when('StringEquals', 'aws:PrincipalAccount', [OWN, '444455556666']))],
      ['*'],
    ],
    [
      'an organization and every other',
      [allow('*', when('StringLike', 'aws:PrincipalOrgID', ['o-a1', '*']))],
      ['*'],
    ],
    [
      'what only ends like an organization',
      [allow('*', when('StringLike', 'aws:PrincipalOrgID', '*o-a1'))],
      ['*'],
    ],
    [
      'who has no organization, for all of whose none it holds',
      [allow('*', when('ForAllValues:StringEquals', 'aws:PrincipalOrgPaths', 'o-a/r-b/'))],
      ['*'],
    ],
    [
      'whom a Deny meets only outside two organizations',
      [
        allow('*'),
        denyOutside({
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a', 'aws:PrincipalOrgPaths': 'o-b/' } },
        }),
      ],
      ['*'],
    ],
    [
      'whom a Deny meets by another key',
      [allow('*'), denyOutside(when('StringNotEquals', 'aws:SourceVpc', 'vpc-1'))],
      ['*'],
    ],
    [
      'who has no organization that a Deny could look at',
      [allow('*'), denyOutside(when('ForAnyValue:StringNotEquals', 'aws:PrincipalOrgPaths', 'o-a/'))],
      ['*'],
    ],
    [
      'whom a Deny excepts',
      [allow('*'), denyOutside({ Principal: undefined, NotPrincipal: { AWS: OTHER } })],
      ['*'],
    ],
    [
      'who is of any organization, where a Deny meets those of none',
      [allow('*'), denyOutside(when('StringNotLike', 'aws:PrincipalOrgID', '*'))],
      ['*'],
    ],
    [
      'who is of any organization, which a Deny excepts beside one',
      [allow('*'), denyOutside(when('StringNotLike', 'aws:PrincipalOrgID', ['o-a1', 'o-*']))],
      ['*'],
    ],
    [
      'what a Deny says by exceptions',
      [
        allow('*'),
        {
          Effect: 'Deny',
          Principal: '*',
          NotAction: 'bedrock:*',
          Resource: '*',
          ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-a'),
        },
      ],
      ['*'],
    ],
    [
      'what is allowed by exceptions',
      [{ Effect: 'Allow', Principal: '*', NotAction: 'bedrock:*', Resource: '*' }, denyOutside()],
      ['*'],
    ],
    [
      'one of two actions that a Deny does not cover',
      [allow('*', { Action: ['bedrock:InvokeModel', 's3:GetObject'] }), denyOutside()],
      ['*'],
    ],
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
  ])('finds %s', (_name, statements, expected) => {
    expect(outsiders(OWN, ...statements)).toEqual(expected);
  });

  it.each<[string, string | null, Json]>([
    ['an account, where one’s own is not known', null, allow({ AWS: OTHER })],
    ['a principal that is not known yet', OWN, allow(lost)],
    ['a principal that tells no account', OWN, allow({ AWS: 'AROAEXAMPLEID' })],
    ['a parameter', OWN, allow({ AWS: '${Principal}' })],
    ['what only ends in digits', OWN, allow({ AWS: `AROA${OWN}` })],
    ['what only begins with digits', OWN, allow({ AWS: `${OWN}X` })],
    ['what only ends like an ARN', OWN, allow({ AWS: `xarn:aws:iam::${OWN}:root` })],
    ['what only begins with a reference', OWN, allow({ AWS: '${Caller.Arn}/x' })],
    ['what only ends in a reference', OWN, allow({ AWS: 'x/${Caller.Arn}' })],
    [
      'an account by a condition, where one’s own is not known',
      null,
      allow('*', when('StringEquals', 'aws:PrincipalAccount', OWN)),
    ],
    ['a canonical user', OWN, allow({ CanonicalUser: '79a59df900b949e55d96a1e698fbaced' })],
    [
      'access points, whose policies decide',
      OWN,
      allow('*', when('StringEquals', 's3:DataAccessPointAccount', OWN)),
    ],
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

  it.each<[string, object]>([
    ['a condition', { Condition: lost }],
    ['an organization', when('StringNotEquals', 'aws:PrincipalOrgID', lost)],
    ['a principal', { Principal: lost }],
    ['an effect', { Effect: lost }],
    ['an action', { Action: lost }],
  ])('cannot tell beside a Deny with %s that is not known yet', (_name, rest) => {
    expect(() => outsiders(OWN, allow('*'), denyOutside(rest))).toThrow(UnreadableValueError);
  });

  it('takes no longer number for an account that might be one’s own', () => {
    const longer = allow('*', when('StringEquals', 'aws:PrincipalAccount', `${OWN}4`));
    expect(outsiders(null, longer)).toEqual(['*']);
  });

  it('says why access points are not told', () => {
    const point = allow('*', when('StringEquals', 's3:DataAccessPointArn', 'arn:aws:s3:a:b:accesspoint/c'));
    expect(() => outsiders(OWN, point)).toThrow('the policies of access points decide, and are not read');
  });

  it.each<[string, string | null, Json]>([
    ['AROAEXAMPLEID does not tell its account', OWN, 'AROAEXAMPLEID'],
    ['the account is not known here', null, OTHER],
    ['known only after apply', OWN, [lost]],
  ])('says why: %s', (reason, account, AWS) => {
    expect(() => outsiders(account, allow({ AWS }))).toThrow(reason);
  });
});
