import { describe, expect, it } from 'vitest';
import { actionsNamedBy } from '../../../engine/iam/access-levels.ts';

describe('actionsNamedBy', () => {
  it.each([
    ['bedrock:ListAgents', ['ListAgents: List']],
    ['BEDROCK:listagents', ['ListAgents: List']],
    ['bedrock:InvokeAgent', ['InvokeAgent: Read']],
    [
      's3vectors:*VectorBucketPolicy',
      [
        'DeleteVectorBucketPolicy: Permissions management',
        'GetVectorBucketPolicy: Read',
        'PutVectorBucketPolicy: Permissions management',
      ],
    ],
  ])('%s names %j', (pattern, actions) => {
    const found = actionsNamedBy(pattern) ?? [];
    expect(found.map(({ name, level }) => `${name}: ${level}`).sort()).toEqual(actions);
  });

  it.each([
    '*',
    's3:GetObject',
    'sage*:CreateModel',
    'bedrock:NoSuchAction',
    'toString:x',
    '',
  ])('cannot tell for %s', (pattern) => {
    expect(actionsNamedBy(pattern)).toBeUndefined();
  });
});
