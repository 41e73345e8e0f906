import fc from 'fast-check';
import { expect, it } from 'vitest';
import remediation from '../../../remediations/ai/bucket-tls-only.ts';
import type { Json } from '../../../resources/resource.ts';
import { allow, bucketWith, OWN } from '../_families/bucket-policy.ts';
import { itPutsRight, refOf } from '../kit.ts';

const rule = 'ai-bucket-tls-only';

const statements = fc.option(
  fc.subarray<Json>([
    allow({ AWS: OWN }, { Sid: 'Own' }),
    allow({ Service: 'sagemaker.amazonaws.com' }),
    allow('*', { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  ]),
);

itPutsRight(
  remediation,
  [
    { name: 'a bucket without a policy', rule, make: bucketWith(null) },
    { name: 'a bucket with one statement', rule, make: bucketWith(allow({ AWS: OWN })) },
    { name: 'a bucket that denies it to some', rule, make: bucketWith([allow({ AWS: OWN }), allow('*')]) },
  ],
  {
    anyScene: fc.tuple(statements, fc.boolean()).map(([Statement, isVersioned]) => {
      const make = bucketWith(Statement, isVersioned);
      return { name: 'any bucket', rule, make } as const;
    }),
  },
);

it('keeps what the policy says, and names the partition’s bucket', () => {
  const resource = {
    ...refOf('AWS::S3::Bucket', 'b'),
    partition: 'aws-cn',
    source: 'live' as const,
    properties: {},
  };
  const own = allow({ AWS: OWN });
  const before = { policy: { Version: '2008-10-17', Id: 'x', Statement: own } };
  const options = { kmsKeyArn: undefined, tags: {} };
  expect(remediation.plan({ resource, before, rule, observations: [], options })).toMatchObject({
    changes: [
      {
        path: 'PolicyDocument',
        before: before.policy,
        after: {
          Version: '2008-10-17',
          Id: 'x',
          Statement: [
            own,
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: ['arn:aws-cn:s3:::b', 'arn:aws-cn:s3:::b/*'],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    ],
  });
});
