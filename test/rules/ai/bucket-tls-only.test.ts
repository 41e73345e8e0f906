import { type Json, type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/bucket-tls-only.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::TrainingJob t'];
const lost = unknown('known only after apply');
const BOTH = ['arn:aws:s3:::train', 'arn:aws:s3:::train/*'];
const when = (operator: string, value: Json, rest: JsonObject = {}): JsonObject => ({
  [operator]: { 'aws:SecureTransport': value, ...rest },
});
const denial = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: BOTH,
  Condition: when('Bool', 'false'),
} satisfies JsonObject;
const policy = (...Statement: Json[]) => ({ properties: { PolicyDocument: { Statement } }, referrers });
const but = (rest: JsonObject) => policy({ ...denial, ...rest });
const path = 'PolicyDocument';
const expected = 'a Deny of s3:* to everybody where aws:SecureTransport is false';

testRule(rule, {
  COMPLIANT: {
    'plain HTTP is denied': policy(denial),
    'beside other statements': policy({ ...denial, Effect: 'Allow', Condition: null }, denial),
    'beside a statement that is not known yet': policy(lost, denial),
    'every AWS principal': but({ Principal: { AWS: '*' } }),
    'every AWS principal, among others': but({ Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }),
    'every action': but({ Action: ['s3:GetObject', '*'] }),
    'every resource': but({ Resource: '*' }),
    'both by one pattern': but({ Resource: 'arn:aws:s3:::train*' }),
    'as a template names them': but({ Resource: ['${Bucket.Arn}', '${Bucket.Arn}/*'] }),
    'as a truth value': but({ Condition: when('Bool', false) }),
    'both are denied, TLS too': but({ Condition: when('Bool', ['true', 'false']) }),
    'in other cases': but({ Condition: { bool: { 'AWS:SECURETRANSPORT': 'False' } } }),
    'if the key exists': but({ Condition: when('BoolIfExists', 'false') }),
    'the document as text': {
      properties: { PolicyDocument: JSON.stringify({ Statement: denial }) },
      referrers,
    },
  },
  NON_COMPLIANT: {
    'no policy': { properties: {}, referrers, observations: [{ path, expected, actual: null }] },
    'no statement': { ...policy(), observations: [{ path, expected, actual: 'no such statement' }] },
    'an Allow': but({ Effect: 'Allow' }),
    'some principals': but({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    'principals of another kind': but({ Principal: { Service: '*' } }),
    'everybody but some': policy({
      Effect: 'Deny',
      NotPrincipal: { AWS: '*' },
      Action: 's3:*',
      Resource: BOTH,
      Condition: denial.Condition,
    }),
    'some actions': but({ Action: ['s3:Get*', 's3:Put*'] }),
    'all actions but some': policy({
      Effect: 'Deny',
      Principal: '*',
      NotAction: 's3:*',
      Resource: BOTH,
      Condition: denial.Condition,
    }),
    'objects only': but({ Resource: BOTH[1] ?? '' }),
    'the bucket only': but({ Resource: BOTH[0] ?? '' }),
    'some objects only': but({ Resource: [BOTH[0] ?? '', 'arn:aws:s3:::train/raw/*'] }),
    'some objects, by their beginning': but({ Resource: [BOTH[0] ?? '', 'arn:aws:s3:::train/raw*'] }),
    'some objects, by their ending': but({ Resource: [BOTH[0] ?? '', 'arn:aws:s3:::train/*.csv'] }),
    'all resources but some': policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      NotResource: BOTH,
      Condition: denial.Condition,
    }),
    'whatever the transport': policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: BOTH }),
    'TLS is denied': but({ Condition: when('Bool', 'true') }),
    'another operator': but({ Condition: when('Null', 'false') }),
    'an operator with that in its name': but({ Condition: when('NotBool', 'false') }),
    'an operator whose name begins so': but({ Condition: when('BoolIfNull', 'false') }),
    'another key': but({ Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }),
    'another key besides': but({ Condition: when('Bool', 'false', { 'aws:ViaAWSService': 'false' }) }),
    'another operator besides': but({
      Condition: { ...when('Bool', 'false'), StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    }),
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': { properties: {}, because: 'no AI resource refers to it' },
  },
  INSUFFICIENT_DATA: {
    'a policy that may stand in another template': { properties: {}, referrers, source: 'template' },
    'a policy that cannot be read': { properties: { PolicyDocument: lost }, referrers },
    'a policy that is no policy': {
      properties: { PolicyDocument: 'plain HTTP is denied' },
      referrers,
      because: 'PolicyDocument: not a JSON policy document',
    },
    'a statement that is not known yet': policy(lost),
    'a resource that is not known yet': but({ Resource: lost }),
    'it cannot be known who refers to it': { properties: {}, referrersUnreadable: 'no index' },
  },
});
