import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../engine/iam/policy.ts';
import { assumersOf, isAiServicePrincipal, trustsAiService } from '../../../engine/iam/trust.ts';
import { type Json, unknown } from '../../../resources/resource.ts';
import { guarded } from '../../support/guarded.ts';

const trust = (principal: Json, rest: object = {}) =>
  parsePolicy(
    guarded({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...rest }] }),
    'AssumeRolePolicyDocument',
  );
const lost = unknown('known only after apply');

describe('trustsAiService', () => {
  it.each<[string, Json]>([
    ['one service', { Service: 'sagemaker.amazonaws.com' }],
    ['one of a list', { Service: ['lambda.amazonaws.com', 'bedrock.amazonaws.com'] }],
    ['everyone', '*'],
    ['everyone, as an AWS principal', { AWS: '*' }],
    ['everyone, in a list', { AWS: ['*'] }],
    ['a list with an element that is not known yet', { Service: [lost, 'kendra.amazonaws.com'] }],
  ])('yes: %s', (_name, principal) => {
    expect(trustsAiService(trust(principal)).answer).toBe('yes');
  });

  it.each<[string, Json, object?]>([
    ['another service', { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }],
    ['an account', { AWS: 'arn:aws:iam::111122223333:root' }],
    ['a Deny', { Service: 'sagemaker.amazonaws.com' }, { Effect: 'Deny' }],
    ['a web identity', { Federated: 'token.actions.githubusercontent.com' }],
    ['another action', { Service: 'sagemaker.amazonaws.com' }, { Action: 'sts:TagSession' }],
    [
      'everything but to assume',
      { Service: 'sagemaker.amazonaws.com' },
      { Action: undefined, NotAction: 'sts:*' },
    ],
  ])('no: %s', (_name, principal, rest = {}) => {
    const statement = JSON.parse(
      JSON.stringify({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...rest }),
    );
    expect(trustsAiService(parsePolicy({ Statement: statement }, 'P')).answer).toBe('no');
  });

  it.each<[string, Json, object?]>([
    ['a principal that is not known yet', lost],
    ['a service that is not known yet', { Service: lost }],
    ['an account that is not known yet', { AWS: [lost] }],
    ['an effect that is not known yet', { Service: 'sagemaker.amazonaws.com' }, { Effect: lost }],
    ['no principal at all', null],
  ])('unknown: %s', (_name, principal, rest = {}) => {
    expect(trustsAiService(trust(principal, rest)).answer).toBe('unknown');
  });

  it.each<[string, Json]>([
    ['beside another action', ['sts:TagSession', 'sts:AssumeRole']],
    ['perhaps, beside another action', ['sts:TagSession', lost]],
  ])('takes sts:AssumeRole %s for what it allows', (_name, Action) => {
    expect(trustsAiService(trust({ Service: 'sagemaker.amazonaws.com' }, { Action })).answer).toBe('yes');
  });

  it('does not know what a statement says that is not known yet', () => {
    expect(trustsAiService(parsePolicy(guarded({ Statement: [lost] }), 'P'))).toMatchObject({
      answer: 'unknown',
      because: expect.stringContaining('known only after apply'),
    });
  });

  it('names who makes it so', () => {
    expect(trustsAiService(trust('*'))).toEqual({ answer: 'yes', by: ['*'] });
  });

  it('takes sts:* and NotPrincipal for what they allow', () => {
    expect(trustsAiService(trust({ Service: 'bedrock.amazonaws.com' }, { Action: ['sts:*'] })).answer).toBe(
      'yes',
    );
    const but = { Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '111122223333' } };
    expect(trustsAiService(parsePolicy({ Statement: [but] }, 'P')).answer).toBe('yes');
  });
});

describe('assumersOf', () => {
  it('collects services and AWS principals over all statements', () => {
    const account = 'arn:aws:iam::111122223333:root';
    const statements = [{ Service: ['a', 'b'] }, { AWS: [account, '*'] }].map((Principal) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal,
    }));
    expect(assumersOf(parsePolicy({ Statement: statements }, 'P'))).toStrictEqual({
      services: ['a', 'b'],
      aws: [account],
      everyone: true,
    });
  });
});

describe('isAiServicePrincipal', () => {
  it.each(
    'aiops comprehend comprehendmedical forecast frauddetector healthlake kendra lex lookoutequipment lookoutmetrics lookoutvision machinelearning nova-act personalize polly q rekognition textract transcribe translate'.split(
      ' ',
    ),
  )('%s.amazonaws.com is one', (service) => {
    expect(isAiServicePrincipal(`${service}.amazonaws.com`)).toBe(true);
  });

  it.each([
    '*',
    'sagemaker.amazonaws.com',
    'SageMaker.amazonaws.com',
    'bedrock.amazonaws.com.cn',
    'bedrock-agentcore.amazonaws.com',
    'bedrock.${AWS::URLSuffix}',
    'lexv2.amazonaws.com',
    'channels.lexv2.amazonaws.com',
    'application.qbusiness.amazonaws.com',
  ])('%s is one', (principal) => {
    expect(isAiServicePrincipal(principal)).toBe(true);
  });

  it.each([
    'lambda.amazonaws.com',
    'sagemaker',
    'sagemaker.example.com',
    'sagemaker.amazonaws.com.example.com',
    'ec2.sagemakerish.amazonaws.com',
    '',
  ])('%s is none', (principal) => {
    expect(isAiServicePrincipal(principal)).toBe(false);
  });
});
