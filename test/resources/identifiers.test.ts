import { expect, it } from 'vitest';
import guardrail from '../../resources/bedrock/guardrail.ts';
import {
  bucketFrom,
  functionFrom,
  keyFrom,
  lastSegmentAfter,
  logGroupFrom,
  repositoryFrom,
} from '../../resources/identifiers.ts';

const role = lastSegmentAfter('iam', 'role/');

it.each([
  ['a bucket of a URI', bucketFrom, 's3://models/churn/1.tar.gz', 'models'],
  ['a bucket of an object ARN', bucketFrom, 'arn:aws-cn:s3:::models/churn', 'models'],
  ['a bucket’s name', bucketFrom, 'models', 'models'],
  ['no bucket of a web address', bucketFrom, 'https://models.example', undefined],
  ['no bucket of nothing', bucketFrom, '', undefined],
  ['a role with a path', role, 'arn:aws:iam::123456789012:role/service-role/trainer', 'trainer'],
  ['a role’s name', role, 'trainer', 'trainer'],
  ['no role of a user', role, 'arn:aws:iam::123456789012:user/anna', undefined],
  ['a key of its ARN', keyFrom, 'arn:aws:kms:eu-west-1:123456789012:key/1b2c', '1b2c'],
  ['a key’s alias', keyFrom, 'alias/models', 'alias/models'],
  ['the alias of an ARN', keyFrom, 'arn:aws:kms:eu-west-1:123456789012:alias/models', 'alias/models'],
  [
    'a repository of an image',
    repositoryFrom,
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/fit:1',
    'team/fit',
  ],
  [
    'a repository of a digest',
    repositoryFrom,
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/fit@sha256:0a',
    'fit',
  ],
  ['no repository of a public registry', repositoryFrom, 'ghcr.io/team/fit', undefined],
  [
    'a log group of its ARN',
    logGroupFrom,
    'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/bedrock:*',
    '/aws/bedrock',
  ],
  [
    'a function behind an alias',
    functionFrom,
    'arn:aws:lambda:eu-west-1:123456789012:function:act:live',
    'act',
  ],
  ['a function of a partial ARN', functionFrom, '123456789012:function:act', 'act'],
  [
    'a guardrail without its version',
    guardrail.idFrom ?? (() => undefined),
    'arn:aws:bedrock:eu-west-1:123456789012:guardrail/g1:2',
    'g1',
  ],
])('finds %s', (_, idFrom, text, expected) => {
  expect(idFrom(text)).toBe(expected);
});
