import { type Json, type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/service-role-confused-deputy.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const OWN = '111122223333';
const BEDROCK = { Service: 'bedrock.amazonaws.com' };

const allow = (Principal: Json, Condition?: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal,
  ...(Condition && { Condition }),
});
const role = (...Statement: Json[]) => ({ properties: { AssumeRolePolicyDocument: { Statement } } });
const when = (operator: string, key: string, value: Json) =>
  role(allow(BEDROCK, { [operator]: { [key]: value } }));
const ARN = `arn:aws:bedrock:eu-west-1:${OWN}:agent/*`;

testRule(rule, {
  COMPLIANT: {
    'for one account': when('StringEquals', 'aws:SourceAccount', OWN),
    'for two accounts': when('StringEquals', 'aws:SourceAccount', [OWN, '444455556666']),
    'in another case': when('stringequals', 'AWS:SOURCEACCOUNT', OWN),
    'for any of some accounts': when('ForAnyValue:StringEquals', 'aws:SourceAccount', [OWN]),
    'whatever the case of the value': when('StringEqualsIgnoreCase', 'aws:SourceAccount', OWN),
    'for agents of the account': when('ArnLike', 'aws:SourceArn', ARN),
    'for one agent': when('ArnEquals', 'aws:SourceArn', `arn:aws:bedrock:eu-west-1:${OWN}:agent/ABCDEFGHIJ`),
    'for agents of the account, as text': when('StringLike', 'aws:SourceArn', ARN),
    'for the account of the stack': when(
      'ArnLike',
      'aws:SourceArn',
      'arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:*',
    ),
    'for a resource of the template': when('ArnLike', 'aws:SourceArn', '${Domain.Arn}'),
    'for the organization': when('StringEquals', 'aws:SourceOrgID', 'o-a1b2c3d4e5'),
    'for a part of the organization': when('StringEquals', 'aws:SourceOrgPaths', 'o-a1b2c3d4e5/r-1/'),
    'beside a Deny of something else': role(
      { ...allow('*'), Effect: 'Deny' },
      allow(BEDROCK, { StringEquals: { 'aws:SourceAccount': OWN } }),
    ),
  },
  NON_COMPLIANT: {
    'no condition': {
      ...role(allow(BEDROCK)),
      observations: [
        {
          path: 'AssumeRolePolicyDocument.Statement[0].Principal.Service',
          expected: 'a Condition on aws:SourceAccount or aws:SourceArn',
          actual: 'bedrock.amazonaws.com',
        },
      ],
    },
    'two services among others': {
      ...role(
        allow({ AWS: OWN }),
        allow({ Service: ['lambda.amazonaws.com', 'sagemaker.amazonaws.com', 'lexv2.amazonaws.com'] }),
      ),
      observations: [
        {
          path: 'AssumeRolePolicyDocument.Statement[1].Principal.Service',
          actual: 'sagemaker.amazonaws.com, lexv2.amazonaws.com',
        },
      ],
    },
    'one statement that is no list': {
      properties: { AssumeRolePolicyDocument: { Statement: allow(BEDROCK) } },
      observations: [{ path: 'AssumeRolePolicyDocument.Statement.Principal.Service' }],
    },
    'a condition on something else': when('StringEquals', 'aws:RequestTag/team', 'x'),
    'a request without a source passes': when('StringEqualsIfExists', 'aws:SourceAccount', OWN),
    'a request without a source passes, for there is no value to test': when(
      'ForAllValues:StringEquals',
      'aws:SourceAccount',
      [OWN],
    ),
    'every account but one': when('StringNotEquals', 'aws:SourceAccount', OWN),
    'every account': when('StringLike', 'aws:SourceAccount', '*'),
    'one account, and every account': when('StringLike', 'aws:SourceAccount', [OWN, '*']),
    'agents of whatever account': when('ArnLike', 'aws:SourceArn', 'arn:aws:bedrock:*:*:agent/*'),
    'agents of accounts that begin alike': when(
      'ArnLike',
      'aws:SourceArn',
      'arn:aws:bedrock:*:1111*:agent/a',
    ),
    'agents of accounts that end alike': when('ArnLike', 'aws:SourceArn', 'arn:aws:bedrock:*:*3333:agent/a'),
    'agents of accounts that begin as a variable says': when(
      'ArnLike',
      'aws:SourceArn',
      'arn:aws:bedrock:*:${AWS::AccountId}*:agent/a',
    ),
    'agents of whatever account, as a template says it': when(
      'ArnLike',
      'aws:SourceArn',
      'arn:${AWS::Partition}:bedrock:${AWS::Region}:*:agent/*',
    ),
    'an ARN of the account after whatever else': when('StringLike', 'aws:SourceArn', `*${ARN}`),
    'no account in the ARN': when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::bucket*'),
    'everything in the partition': when('ArnLike', 'aws:SourceArn', 'arn:aws:*'),
    'one statement with, another without': {
      ...role(allow(BEDROCK, { StringEquals: { 'aws:SourceAccount': OWN } }), allow(BEDROCK)),
      observations: [{ path: 'AssumeRolePolicyDocument.Statement[1].Principal.Service' }],
    },
    'a service beside one that is not known yet': role(allow({ Service: [BEDROCK.Service, lost] })),
    'beside a Deny on something else': role(allow(BEDROCK), {
      ...allow('*', { Bool: { 'aws:SecureTransport': 'false' } }),
      Effect: 'Deny',
    }),
    ...Object.fromEntries(
      [
        'bedrock-agentcore',
        'comprehend',
        'kendra',
        'personalize',
        'qbusiness',
        'rekognition',
        'transcribe',
      ].map((name) => [name, role(allow({ Service: `${name}.amazonaws.com` }))]),
    ),
  },
  NOT_APPLICABLE: {
    'another service': {
      ...role(allow({ Service: 'lambda.amazonaws.com' })),
      because: 'no AI service that tells its source may assume it',
    },
    'an AI service that tells no source': role(allow({ Service: 'polly.amazonaws.com' })),
    'an account': role(allow({ AWS: OWN })),
    'a service that is denied': role({ ...allow(BEDROCK), Effect: 'Deny' }),
    'another action': role({ ...allow(BEDROCK), Action: 'sts:TagSession' }),
    'a service-linked role': {
      properties: { ...role(allow(BEDROCK)).properties, Path: '/aws-service-role/bedrock.amazonaws.com/' },
      because: 'it is a service-linked role: AWS alone writes its policies',
    },
  },
  INSUFFICIENT_DATA: {
    'the document is not known yet': { properties: { AssumeRolePolicyDocument: lost } },
    'the condition is not known yet': role({ ...allow(BEDROCK), Condition: lost }),
    'the source is not known yet': when('StringEquals', 'aws:SourceAccount', lost),
    'the principals of another statement are not known yet': role(
      allow(BEDROCK, { StringEquals: { 'aws:SourceAccount': OWN } }),
      allow({ Service: lost }),
    ),
    'a Deny that looks at the source': {
      ...role(allow(BEDROCK), {
        ...allow('*', { StringNotEquals: { 'aws:SourceAccount': OWN } }),
        Effect: 'Deny',
      }),
      because: 'a Deny looks at the source: whether it spares only the right one is not judged',
    },
    'a Deny that looks at the source and at something else': role(allow(BEDROCK), {
      ...allow('*', { StringNotEquals: { 'aws:SourceAccount': OWN, 'aws:RequestedRegion': 'eu-west-1' } }),
      Effect: 'Deny',
    }),
  },
});
