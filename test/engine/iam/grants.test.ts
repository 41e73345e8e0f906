import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, type Grant, grantsEverything, type Question } from '../../../engine/iam/grants.ts';
import { policyKnownByName } from '../../../engine/iam/managed.ts';
import { type Policy, parsePolicy, unreadablePolicy } from '../../../engine/iam/policy.ts';
import { type Json, unknown } from '../../../resources/resource.ts';
import { guarded } from '../../support/guarded.ts';

const policy = (...statements: Json[]): Policy => parsePolicy(guarded({ Statement: statements }), 'P');
const allow = (action: Json, resource: Json = '*', rest: object = {}) =>
  ({ Effect: 'Allow', Action: action, Resource: resource, ...rest }) as Json;
const deny = (action: Json, resource: Json = '*', rest: object = {}) =>
  ({ Effect: 'Deny', Action: action, Resource: resource, ...rest }) as Json;
const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const lost = unknown('known only after apply');

const everything = (statements: readonly Json[], boundary?: Policy): Grant['answer'] =>
  grantsEverything({ identity: [policy(...statements)], ...(boundary ? { boundary } : {}) }).answer;

describe('grantsEverything', () => {
  it.each<[string, Json[]]>([
    ['*', [allow('*')]],
    ['a list', [allow(['*'], ['*'])]],
    ['*:*', [allow('*:*')]],
    ['any ARN', [allow('*', 'arn:aws:*')]],
    ['everything but a few actions', [{ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }]],
    ['everything but one resource', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::audit' }]],
    ['an empty NotAction', [{ Effect: 'Allow', NotAction: [], Resource: '*' }]],
    ['a Deny that takes away a part', [allow('*'), deny('iam:*'), deny('*', 'arn:aws:s3:::audit')]],
    ['a neighbour that is not known yet', [lost, allow('*')]],
    ['a list with an element that is not known yet', [allow([lost, '*'])]],
    [
      'a statement with an unknown effect beside it',
      [{ Effect: lost, Action: '*', Resource: '*' }, allow('*')],
    ],
  ])('yes: %s', (_name, statements) => {
    expect(everything(statements)).toBe('yes');
  });

  it.each<[string, Json[]]>([
    ['nothing at all', []],
    ['one service', [allow('sagemaker:*')]],
    ['every action on one bucket', [allow('*', 'arn:aws:s3:::data/*')]],
    ['a Deny of everything alone', [deny('*')]],
    ['a Deny of everything beside it', [allow('*'), deny('*')]],
    [
      'a Deny of everything but a few',
      [allow('*'), { Effect: 'Deny', NotAction: 'sagemaker:*', Resource: '*' }],
    ],
    ['everything but everything', [{ Effect: 'Allow', NotAction: '*', Resource: '*' }]],
    ['a token', [allow('*', '${Bucket.Arn}')]],
    ['one action on what is not known', [allow('s3:GetObject', lost)]],
    [
      'one action, with an effect that is not known',
      [{ Effect: lost, Action: 's3:GetObject', Resource: '*' }],
    ],
    ['a Deny of everything before one of a part', [allow('*'), deny('*'), deny('iam:*')]],
  ])('no: %s', (_name, statements) => {
    expect(everything(statements)).toBe('no');
  });

  it.each<[string, Json[]]>([
    ['a condition', [allow('*', '*', mfa)]],
    ['a Deny of everything under a condition', [allow('*'), deny('*', '*', mfa)]],
  ])('conditional: %s', (_name, statements) => {
    expect(everything(statements)).toBe('conditional');
  });

  it.each<[string, Json[]]>([
    ['an action that is not known', [allow(lost)]],
    ['an element that is not known', [allow(['s3:GetObject', lost])]],
    ['a resource that is not known', [allow('*', lost)]],
    ['an effect that is not known', [{ Effect: lost, Action: '*', Resource: '*' }]],
    ['a condition that is not known', [allow('*', '*', { Condition: lost })]],
    ['an exception that is not known', [{ Effect: 'Allow', NotAction: [lost], Resource: '*' }]],
    ['a statement that is not known', [lost]],
    ['a Deny whose resource is not known', [allow('*'), deny('*', lost)]],
    ['a Deny whose resource is not known, of a condition', [allow('*', '*', mfa), deny('*', lost)]],
    ['neither Action nor NotAction', [{ Effect: 'Allow', Resource: '*' }]],
  ])('unknown: %s', (_name, statements) => {
    expect(everything(statements)).toBe('unknown');
  });

  it('is within the boundary', () => {
    const all = [allow('*')];
    expect(everything(all, policy(allow('*')))).toBe('yes');
    expect(everything(all, policy(allow('sagemaker:*')))).toBe('no');
    expect(everything(all, policy(allow('*'), deny('*')))).toBe('no');
    expect(everything(all, policy(allow('*', '*', mfa)))).toBe('conditional');
    expect(everything(all, unreadablePolicy('outside'))).toBe('unknown');
    expect(everything([], unreadablePolicy('outside'))).toBe('no');
    expect(everything([lost], policy(allow('s3:*')))).toBe('no');
    expect(everything([lost], policy(allow('*')))).toBe('unknown');
    expect(everything([lost], policy(allow('*', '*', mfa)))).toBe('unknown');
  });

  it('is granted by the policies, whatever the boundary says', () => {
    for (const condition of [{}, mfa]) {
      const boundary = parsePolicy({ Statement: [allow('*', '*', condition)] }, 'Boundary');
      const grant = grantsEverything({ identity: [policy(allow('*'))], boundary });
      expect(grant).toMatchObject({ by: [{ path: 'P.Statement[0]' }] });
    }
  });

  it('gives the first reason of several', () => {
    const denials = ['one', 'two'].map((reason) => deny('*', unknown(reason)));
    const grant = grantsEverything({ identity: [policy(allow('*'), ...denials)] });
    expect(grant).toMatchObject({ because: expect.stringContaining('one') });
  });

  it('says which statements grant it', () => {
    const grant = grantsEverything({ identity: [policy(allow('s3:*'), allow('*')), policy(allow('*:*'))] });
    expect(grant).toMatchObject({ by: [{ path: 'P.Statement[1]' }, { path: 'P.Statement[0]' }] });
  });
});

describe('allows', () => {
  const asks = (question: Question, ...statements: Json[]) =>
    allows({ identity: [policy(...statements)] }, question).answer;
  const passRole = { action: 'iam:PassRole', resource: 'arn:aws:iam::*:role/*' };

  it.each<[Grant['answer'], string, Json[]]>([
    ['yes', 'a wildcard', [allow('iam:*')]],
    ['yes', 'any role', [allow('iam:PassRole', 'arn:aws:iam::*:role/*')]],
    ['yes', 'NotAction of another service', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
    ['no', 'NotAction of this one', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
    ['no', 'one role', [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/train')]],
    ['no', 'a Deny', [allow('iam:*'), deny('iam:passrole')]],
    ['yes', 'a Deny on one role', [allow('iam:*'), deny('iam:PassRole', 'arn:aws:iam::1:role/admin')]],
    [
      'unknown',
      'a Deny with a condition that is not known',
      [allow('iam:*'), deny('iam:*', '*', { Condition: lost })],
    ],
  ])('iam:PassRole on any role: %s for %s', (answer, _name, statements) => {
    expect(asks(passRole, ...statements)).toBe(answer);
  });

  it('lets the question say that a condition restricts nothing, of an Allow only', () => {
    const harmless = () => false;
    const ask = (...statements: Json[]) =>
      allows({ identity: [policy(...statements)] }, passRole, harmless).answer;
    expect(ask(allow('iam:*', '*', mfa))).toBe('yes');
    expect(ask(allow('iam:*'), deny('iam:*', '*', mfa))).toBe('conditional');
  });

  const pattern = fc.constantFrom('*', 's3:*', 'iam:PassRole', '${Token}', 'sagemaker:Create*');
  const texts = fc.oneof(pattern, fc.array(pattern, { minLength: 1, maxLength: 2 }));
  const part = (name: string): fc.Arbitrary<object> =>
    fc.oneof(
      texts.map((value) => ({ [name]: value })),
      texts.map((value) => ({ [`Not${name}`]: value })),
      fc.constant({ [name]: lost }),
    );
  const statement = fc
    .tuple(
      fc.constantFrom('Allow', 'Deny', lost),
      part('Action'),
      part('Resource'),
      fc.constantFrom({}, mfa, { Condition: lost }),
    )
    .map(
      ([Effect, action, resource, condition]) => ({ Effect, ...action, ...resource, ...condition }) as Json,
    );
  const question = fc.constantFrom<Question>(passRole, {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::a/b',
  });
  const strength = { no: 0, unknown: 1, conditional: 1, yes: 2 } as const;

  it('gives the same answer for any order of statements', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), question, (statements, asked) => {
        expect(asks(asked, ...statements)).toBe(asks(asked, ...statements.toReversed()));
      }),
    );
  });

  it('never grants more for one more Deny', () => {
    const denial = statement.map((one) => ({ ...(one as object), Effect: 'Deny' }) as Json);
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), denial, question, (statements, one, asked) => {
        expect(strength[asks(asked, ...statements, one)]).toBeLessThanOrEqual(
          strength[asks(asked, ...statements)],
        );
      }),
    );
  });
});

describe('policyKnownByName', () => {
  const answers = (arn: string) => {
    const known = policyKnownByName(arn, 'ManagedPolicyArns[0]');
    return known && grantsEverything({ identity: [known] });
  };

  it.each([
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws-cn:iam::aws:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/job-function/AdministratorAccess',
    'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess',
    'arn:aws-us-gov:iam::aws:policy/PowerUserAccess',
  ])('knows %s', (arn) => {
    expect(answers(arn)).toMatchObject({
      answer: 'yes',
      by: [{ path: 'ManagedPolicyArns[0]', policyArn: arn }],
    });
  });

  it.each([
    'arn:aws:iam::111122223333:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/AdministratorAccess-Amplify',
    'arn:aws:iam::aws:policy/toString',
    'AdministratorAccess',
    'xarn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/AdministratorAccess/',
  ])('does not know %s', (arn) => {
    expect(answers(arn)).toBeUndefined();
  });

  it.each([
    ['yes', 's3:GetObject'],
    ['no', 'iam:PassRole'],
    ['no', 'organizations:LeaveOrganization'],
    ['no', 'account:CloseAccount'],
  ])('answers %s for PowerUserAccess and %s', (answer, action) => {
    const known = policyKnownByName('arn:aws:iam::aws:policy/PowerUserAccess', 'P') ?? [];
    expect(allows({ identity: [known] }, { action, resource: '*' }).answer).toBe(answer);
  });

  it('knows that IAMFullAccess passes any role and is not everything', () => {
    const known = policyKnownByName('arn:aws:iam::aws:policy/IAMFullAccess', 'P') ?? [];
    expect(grantsEverything({ identity: [known] }).answer).toBe('no');
    expect(allows({ identity: [known] }, { action: 'iam:PassRole', resource: '*' }).answer).toBe('yes');
  });
});
