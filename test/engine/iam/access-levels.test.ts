import { describe, expect, it } from 'vitest';
import { accessLevelsOf } from '../../../engine/iam/access-levels.ts';

describe('accessLevelsOf', () => {
  it.each([
    ['bedrock:ListAgents', ['List']],
    ['BEDROCK:listagents', ['List']],
    ['bedrock:InvokeAgent', ['Read']],
    ['sagemaker:CreateModel', ['Write']],
    ['sagemaker:*Endpoint', ['Read', 'Write']],
    ['s3vectors:*Policy', ['Permissions management', 'Read']],
  ])('%s reaches %j', (pattern, levels) => {
    expect([...(accessLevelsOf(pattern) ?? [])].sort()).toEqual(levels);
  });

  it.each([
    '*',
    's3:GetObject',
    'sage*:CreateModel',
    'bedrock:NoSuchAction',
    'toString:x',
    '',
  ])('cannot tell for %s', (pattern) => {
    expect(accessLevelsOf(pattern)).toBeUndefined();
  });
});
