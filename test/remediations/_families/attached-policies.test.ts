import { describe, expect, it } from 'vitest';
import { detached, readAttached } from '../../../remediations/_families/attached-policies.ts';

describe('attached policies', () => {
  const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;

  it('are read in an order of their own', async () => {
    const AttachedPolicies = ['b', 'a'].map((name) => ({ PolicyArn: arn(name), PolicyName: name }));
    expect(await readAttached('r', async () => ({ AttachedPolicies }))).toEqual({
      policies: [arn('a'), arn('b')],
    });
    expect(await readAttached('r', async () => ({}))).toEqual({ policies: [] });
  });

  it('are detached where they are attached, and no other', () => {
    expect(detached('r', [arn('a'), arn('b')], [arn('b'), arn('c')])).toMatchObject({
      changes: [{ path: 'ManagedPolicyArns', before: [arn('a'), arn('b')], after: [arn('a')] }],
      steps: [{ call: { operation: 'DetachRolePolicy', input: { RoleName: 'r', PolicyArn: arn('b') } } }],
    });
    expect(detached('r', [arn('a')], [arn('c')])).toEqual({ refused: 'none of them is attached any more' });
  });
});
