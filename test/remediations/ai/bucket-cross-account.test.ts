import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/ai/bucket-cross-account.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { allow, bucketWith, OWN } from '../_families/bucket-policy.ts';
import { itPutsRight, refOf } from '../kit.ts';

const rule = 'ai-bucket-cross-account';

const open = fc
  .record({ principal: fc.constantFrom<Json>('*', { AWS: '*' }), hasTag: fc.boolean(), sid: fc.boolean() })
  .map(({ principal, hasTag, sid }) =>
    allow(principal, {
      ...(sid && { Sid: 'Read' }),
      ...(hasTag && { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
    }),
  );
const others = fc.subarray<Json>([allow({ AWS: OWN }), allow({ Service: 'sagemaker.amazonaws.com' })]);

itPutsRight(
  remediation,
  [
    { name: 'a bucket for everybody', rule, make: bucketWith(allow('*')) },
    {
      name: 'a bucket for everybody, by one statement of two',
      rule,
      make: bucketWith([allow({ AWS: OWN }), allow({ AWS: '*' })]),
    },
  ],
  {
    anyScene: fc
      .tuple(others, open, fc.boolean())
      .map(
        ([first, last, isVersioned]) =>
          ({ name: 'any bucket', rule, make: bucketWith([...first, last], isVersioned) }) as const,
      ),
  },
);

describe('ai-bucket-cross-account', () => {
  const planned = (actual: string, rest: { account?: null; before?: JsonObject } = {}) =>
    remediation.plan({
      resource: {
        ...refOf('AWS::S3::Bucket', 'training-data'),
        ...(rest.account === null && { account: null }),
        source: 'live',
        properties: {},
      },
      before: rest.before ?? { policy: { Statement: [allow('*')] } },
      rule,
      observations: [{ path: 'PolicyDocument.Statement[0].Principal', expected: '', actual }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each(['444455556666', '*, arn:aws:iam::444455556666:root'])('leaves %s to its owner', (actual) => {
    expect(planned(actual)).toEqual({
      refused: `PolicyDocument.Statement[0].Principal names ${actual}: whether it is meant is not known`,
    });
  });

  it('needs the account and the policy', () => {
    expect(planned('*', { account: null })).toEqual({ refused: 'the account of the bucket is not known' });
    expect(planned('*', { before: {} })).toEqual({ refused: 'the bucket has no policy any more' });
    expect(planned('*')).toMatchObject({ steps: [{ call: { operation: 'PutBucketPolicy' } }] });
  });
});
