import { type Json, type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/execution-role-passrole.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const trust = (service: string): JsonObject => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});
const role = (...Statement: Json[]) => ({
  properties: {
    AssumeRolePolicyDocument: trust('sagemaker.amazonaws.com'),
    Policies: [{ PolicyDocument: { Statement } }],
  },
});
const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const to = (operator: string, services: Json) => ({
  ...pass,
  Condition: { [operator]: { 'iam:PassedToService': services } },
});
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const managed = (arn: Json) => ({
  properties: { AssumeRolePolicyDocument: trust('bedrock.amazonaws.com'), ManagedPolicyArns: [arn] },
});

testRule(rule, {
  COMPLIANT: {
    'no PassRole': role({ ...pass, Action: 's3:*' }),
    'no PassRole, in a template that names an account': {
      ...role({ ...pass, Action: 's3:*' }, { ...pass, Resource: 'arn:aws:iam::111122223333:role/train' }),
      account: null,
    },
    'to named services': role(to('StringEquals', ['sagemaker.amazonaws.com', 'lambda.amazonaws.com'])),
    'to named services, under one more condition': role({
      ...pass,
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
      },
    }),
    'to services by a pattern': role(to('StringLike', 'sagemaker*')),
    'one role': role({ ...pass, Resource: 'arn:aws:iam::111122223333:role/train' }),
    'roles of one path': role({ ...pass, Resource: 'arn:aws:iam::111122223333:role/ml/*' }),
    'every role of another account, which nobody can pass': {
      ...role({ ...pass, Resource: 'arn:aws:iam::444455556666:role/*' }),
    },
    'every role of its account to named services': role({
      ...to('StringEquals', 'sagemaker.amazonaws.com'),
      Resource: 'arn:aws:iam::${AWS::AccountId}:role/*',
    }),
    'a Deny takes it away from every role of its account': role(
      { ...pass, Resource: 'arn:aws:iam::${AWS::AccountId}:role/*' },
      { ...pass, Effect: 'Deny', Resource: 'arn:aws:iam::*:role/*' },
    ),
    'a Deny takes it away': role({ ...pass, Action: 'iam:*' }, { ...pass, Effect: 'Deny' }),
    PowerUserAccess: managed('arn:aws:iam::aws:policy/PowerUserAccess'),
  },
  NON_COMPLIANT: {
    'any role to any service': role(pass),
    'any role, as an ARN': role({ ...pass, Resource: 'arn:aws:iam::*:role/*' }),
    'any role, in a template': role({ ...pass, Resource: 'arn:${AWS::Partition}:iam::*:role/*' }),
    'every role of its account': role({ ...pass, Resource: 'arn:aws:iam::111122223333:role/*' }),
    'every role of its account, in a template': {
      ...role({ ...pass, Resource: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' }),
      account: null,
    },
    'every role of its account, in a template, and of one that it names': {
      ...role(
        { ...pass, Resource: 'arn:aws:iam::${AWS::AccountId}:role/*' },
        { ...pass, Resource: 'arn:aws:iam::111122223333:role/*' },
      ),
      account: null,
    },
    'every role of its account, beside a statement that is not known yet': role(lost, {
      ...pass,
      Resource: 'arn:aws:iam::111122223333:role/*',
    }),
    'every role with a name': role({ ...pass, Resource: 'arn:aws:iam::*:role/*?' }),
    'all that its account’s IAM has': role({ ...pass, Resource: 'arn:aws:iam::111122223333:*' }),
    'by a wildcard': role({ ...pass, Action: ['s3:GetObject', 'iam:Pass*'] }),
    'by what is not excepted': role({ Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' }),
    'under a condition on something else': role({
      ...pass,
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    }),
    'to every service': role(to('StringLike', '*')),
    'to every service by its suffix': role(to('StringLike', '*.amazonaws.com')),
    'to every service in China': role(to('StringLike', ['*.amazonaws.com.cn'])),
    'to every service, beside a named one': role(to('StringLike', ['sagemaker.amazonaws.com', '*'])),
    'to whoever is no service': role(to('ForAllValues:StringEquals', ['sagemaker.amazonaws.com'])),
    'to all but one': role(to('StringNotEquals', 'ec2.amazonaws.com')),
    AdministratorAccess: managed('arn:aws:iam::aws:policy/AdministratorAccess'),
    IAMFullAccess: managed('arn:aws:iam::aws:policy/IAMFullAccess'),
    'beside a statement that is not known yet': role(lost, pass),
  },
  NOT_APPLICABLE: {
    'a role that AI does not use': {
      properties: {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        Policies: [{ PolicyDocument: { Statement: pass } }],
      },
    },
  },
  INSUFFICIENT_DATA: {
    'a policy of which nothing is known': {
      ...managed(lost),
      because: 'ManagedPolicyArns[0]: known only after apply',
    },
    'a boundary without a document': {
      properties: { ...role(pass).properties, PermissionsBoundary: BOUNDARY },
      related: { [BOUNDARY]: {} },
      because: 'PermissionsBoundary → PolicyDocument: expected an object, found nothing',
    },
    'services that are not known yet': role(to('StringEquals', lost)),
    'every role of an account that may be its own': {
      ...role({ ...pass, Resource: 'arn:aws:iam::111122223333:role/*' }),
      account: null,
      because: 'the account is not known here, and every role of an account may be passed',
    },
    'roles that are not known yet': role({ ...pass, Resource: lost }),
    'a Deny that is not known to its end': role(pass, { ...pass, Effect: 'Deny', Resource: lost }),
    'an AWS managed policy that our names do not tell': managed(
      'arn:aws:iam::aws:policy/AWSLambda_FullAccess',
    ),
  },
});
