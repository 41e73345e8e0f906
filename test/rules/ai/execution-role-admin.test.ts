import type { Json, JsonObject } from '../../../resources/resource.ts';
import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/execution-role-admin.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const OWN = 'arn:aws:iam::111122223333:policy/own';

const trust = (Principal: Json): JsonObject => ({
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal },
});
const ai = trust({ Service: 'sagemaker.amazonaws.com' });
const lambda = trust({ Service: 'lambda.amazonaws.com' });

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const role = (Statement: Json, rest: JsonObject = {}) => ({
  properties: { AssumeRolePolicyDocument: ai, Policies: [{ PolicyDocument: { Statement } }], ...rest },
});
const attached = (...arns: Json[]) => ({
  properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: arns },
});
const all = { PolicyDocument: { Statement: allow } };

testRule(rule, {
  COMPLIANT: {
    'no policy at all': { properties: { AssumeRolePolicyDocument: ai } },
    'a whole service is not the whole account': role([{ ...allow, Action: 'sagemaker:*' }]),
    'a Deny of everything is no grant': role([{ ...allow, Effect: 'Deny' }]),
    'a Deny of everything undoes the grant': role([allow, { ...allow, Effect: 'Deny' }]),
    'another AWS managed policy, in a template': attached('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'),
    'a policy of the same name that is not AWS’s': {
      ...attached('arn:aws:iam::111122223333:policy/AdministratorAccess'),
      related: {
        'arn:aws:iam::111122223333:policy/AdministratorAccess': {
          PolicyDocument: { Statement: { ...allow, Action: 's3:GetObject' } },
        },
      },
    },
    'AdministratorAccess within a boundary': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], PermissionsBoundary: OWN },
      related: { [OWN]: { PolicyDocument: { Statement: { ...allow, Action: 'sagemaker:*' } } } },
    },
  },
  NON_COMPLIANT: {
    'AdministratorAccess, in a template': attached(
      'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess',
    ),
    'AdministratorAccess in China': attached('arn:aws-cn:iam::aws:policy/AdministratorAccess'),
    PowerUserAccess: {
      ...attached('arn:aws:iam::aws:policy/PowerUserAccess'),
      observations: [{ path: 'ManagedPolicyArns[0]', actual: 'arn:aws:iam::aws:policy/PowerUserAccess' }],
    },
    'the second of two policies of one’s own': {
      ...attached(OWN, `${OWN}-2`),
      related: {
        [OWN]: { PolicyDocument: { Statement: { ...allow, Action: 's3:GetObject' } } },
        [`${OWN}-2`]: { PolicyDocument: { Statement: [allow] } },
      },
      observations: [{ path: 'ManagedPolicyArns[1] → PolicyDocument.Statement[0]' }],
    },
    'an AWS managed policy that can be read but for a neighbour': {
      ...attached('arn:aws:iam::aws:policy/ReadHere'),
      related: { 'arn:aws:iam::aws:policy/ReadHere': { PolicyDocument: { Statement: [lost, allow] } } },
    },
    'a list that is not known to its end': {
      ...role([{ ...allow, Action: ['*', lost] }]),
      observations: [
        {
          path: 'Policies[0].PolicyDocument.Statement[0]',
          actual: 'Allow Action *, not known on Resource *',
        },
      ],
    },
    'everything in the statement that stands alone': role(allow),
    'a role in the path of service roles': role(allow, { Path: '/service-role/' }),
    'everything as lists': role([{ ...allow, Action: ['*'], Resource: ['*'] }]),
    'everything as *:*': role([{ ...allow, Action: '*:*' }]),
    'everything but a few actions': {
      ...role([{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }]),
      observations: [{ actual: 'Allow NotAction iam:*, sts:* on Resource *' }],
    },
    'everything but one resource': role([{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::a' }]),
    'a Deny of a part leaves the rest': role([allow, { ...allow, Effect: 'Deny', Action: 'iam:*' }]),
    'the document as text': {
      properties: {
        AssumeRolePolicyDocument: JSON.stringify(ai),
        Policies: [{ PolicyDocument: JSON.stringify({ Statement: [allow] }) }],
      },
    },
    'a customer managed policy': { ...attached(OWN), related: { [OWN]: all } },
    'a certain grant beside a policy that cannot be read': attached(OWN, ADMIN),
    'a certain grant beside an ARN that is not known yet': attached(lost, ADMIN),
    'a certain grant beside a document that is not known yet': {
      properties: {
        AssumeRolePolicyDocument: ai,
        Policies: [{ PolicyDocument: lost }, { PolicyDocument: { Statement: [lost, allow] } }],
      },
    },
    'whatever its path': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], Path: lost },
    },
    'a boundary that is no bound': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], PermissionsBoundary: ADMIN },
    },
    'an AI resource names it, whoever may assume it': {
      properties: { AssumeRolePolicyDocument: lambda, ManagedPolicyArns: [ADMIN] },
      referrers: ['AWS::SageMaker::Model m'],
    },
    'an AI service among other services': {
      properties: {
        AssumeRolePolicyDocument: trust({ Service: ['lambda.amazonaws.com', 'bedrock.amazonaws.com'] }),
        ManagedPolicyArns: [ADMIN],
      },
    },
    'everyone may assume it': {
      properties: { AssumeRolePolicyDocument: trust({ AWS: '*' }), ManagedPolicyArns: [ADMIN] },
    },
  },
  NOT_APPLICABLE: {
    'a service-linked role is AWS’s': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], Path: '/aws-service-role/x/' },
    },
    'no AI service and no AI resource': {
      properties: { AssumeRolePolicyDocument: lambda, ManagedPolicyArns: [ADMIN] },
    },
  },
  INSUFFICIENT_DATA: {
    'a policy known only after apply': {
      properties: { AssumeRolePolicyDocument: ai, Policies: [{ PolicyDocument: lost }] },
    },
    'an inline policy without a document': { properties: { AssumeRolePolicyDocument: ai, Policies: [{}] } },
    'policies that are no list': { properties: { AssumeRolePolicyDocument: ai, Policies: 'x' } },
    'a document that is no policy': role('*'),
    'a customer managed policy that cannot be read': attached(OWN),
    'everything under a condition': role([
      { ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ]),
    'a boundary that cannot be read': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], PermissionsBoundary: OWN },
    },
    'a boundary known only after apply': {
      properties: { AssumeRolePolicyDocument: ai, ManagedPolicyArns: [ADMIN], PermissionsBoundary: lost },
    },
    'a trust policy that is not known': {
      properties: { AssumeRolePolicyDocument: lost, ManagedPolicyArns: [ADMIN] },
    },
    'it cannot be known who refers to it': {
      properties: { AssumeRolePolicyDocument: lambda, ManagedPolicyArns: [ADMIN] },
      referrersUnreadable: 'no index',
    },
  },
});
