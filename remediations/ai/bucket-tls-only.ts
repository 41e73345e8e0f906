import type { JsonObject } from '../../resources/resource.ts';
import { readBucketPolicy, replacingPolicy } from '../_families/bucket-policy.ts';
import { change, defineRemediation, draft } from '../remediation.ts';

export default defineRemediation({
  id: 'ai-bucket-tls-only',
  title: 'Deny plain HTTP to the bucket',
  resourceType: 'AWS::S3::Bucket',
  repairs: ['ai-bucket-tls-only'],
  // A website that S3 serves knows no other way.
  risk: 'disruptive',
  breaks:
    'Whoever calls the bucket over plain HTTP is denied, its own account too: S3 serves websites so, and tools with an ' +
    'http:// endpoint call so. All that the policy says already stays.',
  permissions: ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  ],

  read: ({ id }, ask) => readBucketPolicy(id, ask),

  plan({ resource: { id, partition }, before }) {
    const from = before['policy'] as JsonObject | undefined;
    const { Statement = [] } = from ?? {};
    const arn = `arn:${partition}:s3:::${id}`;
    const denial = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const statements = Array.isArray(Statement) ? Statement : [Statement];
    const to = { ...(from ?? { Version: '2012-10-17' }), Statement: [...statements, denial] };
    const isThere = JSON.stringify(statements).includes(JSON.stringify(denial));
    return draft([change('PolicyDocument', from, isThere ? from : to)], [replacingPolicy(id, { from, to })]);
  },
});
