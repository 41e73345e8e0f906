import type { JsonObject } from '../../resources/resource.ts';
import { readBucketPolicy, replacingPolicy } from '../_families/bucket-policy.ts';
import { withCondition, withStatements } from '../_families/policy-document.ts';
import { change, defineRemediation, draft, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'ai-bucket-cross-account',
  title: 'Let nobody but this account in by the bucket policy',
  resourceType: 'AWS::S3::Bucket',
  repairs: ['ai-bucket-cross-account'],
  risk: 'disruptive',
  breaks:
    'Accounts, and callers without one, that read or write because the policy lets everybody in are denied, those of ' +
    'your organization too: name them, or the organization, first. Principals of this account keep what they have.',
  permissions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html'],

  read: ({ id }, ask) => readBucketPolicy(id, ask),

  plan({ resource: { id, account }, before: { policy }, observations }) {
    if (account === null) return refuse('the account of the bucket is not known');
    if (policy === undefined) return refuse('the bucket has no policy any more');
    // Whoever wrote an account or a federation down may mean it; everybody is nobody.
    const named = observations.find(({ actual }) => actual !== '*');
    if (named) return refuse(`${named.path} names ${String(named.actual)}: whether it is meant is not known`);
    const from = policy as JsonObject;
    const to = withStatements(from, observations, (statement) => [
      withCondition(statement, 'aws:PrincipalAccount', account),
    ]);
    return draft([change('PolicyDocument', from, to)], [replacingPolicy(id, { from, to })]);
  },
});
