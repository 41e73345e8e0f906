import { coversAction } from '../../engine/iam/match.ts';
import {
  type Condition,
  type Patterns,
  type Principals,
  parsePolicy,
  type Statement,
} from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { defineRule, nonCompliant, notApplicable, some } from '../../engine/rule.ts';

const referrers = ['AWS::SageMaker::TrainingJob churn'];

const policy = (statement: object) => ({
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::train', 'arn:aws:s3:::train/*'],
        ...statement,
      },
    ],
  },
});
const PLAIN_HTTP = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

export default defineRule({
  id: 'ai-bucket-tls-only',
  revision: 1,
  title: 'AI data bucket must deny plain HTTP',
  rationale:
    'S3 answers over HTTP as well. What is read so can be read, and what is written so can be replaced, by whoever is on ' +
    'the way: training data, prompts and models are then neither secret nor what they were.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::S3::Bucket',
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.14',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso27701_2019:7.4.9',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-8',
      'nist_800_53_r5:SC-8(1)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance:
    'Add to the bucket policy a Deny of s3:* to everybody, on the bucket and its objects, under the condition Bool ' +
    'aws:SecureTransport false (PutBucketPolicy).',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  examples: {
    compliant: [{ name: 'plain HTTP is denied', properties: policy(PLAIN_HTTP), referrers }],
    nonCompliant: [
      { name: 'no policy', properties: {}, referrers },
      {
        name: 'only objects are kept from it',
        properties: policy({ ...PLAIN_HTTP, Resource: 'arn:aws:s3:::train/*' }),
        referrers,
      },
    ],
  },

  evaluate({ properties: { PolicyDocument } }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    const fault = (actual: string | null) =>
      nonCompliant({
        path: 'PolicyDocument',
        expected: 'a Deny of s3:* to everybody where aws:SecureTransport is false',
        actual,
      });
    if (PolicyDocument === undefined) return fault(null);
    const statements = parsePolicy(PolicyDocument, 'PolicyDocument');
    return some(
      statements,
      (read) => deniesPlainHttp(certain(read)),
      () => fault('no such statement'),
    );
  },
});

const deniesPlainHttp = ({ effect, principals, actions, resources, condition }: Statement): boolean =>
  certain(effect) === 'Deny' &&
  isEverybody(certain(principals)) &&
  names(certain(actions), (pattern) => coversAction(pattern, 's3:*')) &&
  // A bucket's policy can name no other bucket: the bucket itself, and all that is in it.
  names(certain(resources), (pattern) => /^[^/]+$/.test(pattern)) &&
  names(certain(resources), (pattern) => /^[^/]*\/?\*$/.test(pattern)) &&
  isPlainHttp(certain(condition));

const isEverybody = (principals: Principals): boolean =>
  principals === 'everyone' ||
  (typeof principals === 'object' && principals.AWS?.some((each) => certain(each) === '*') === true);

const names = ({ negated, patterns }: Patterns, isOne: (pattern: string) => boolean): boolean =>
  !negated && patterns.some((each) => isOne(certain(each)));

/** Any further condition would spare whom it does not meet. */
function isPlainHttp(condition: Condition | undefined): boolean {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  return (
    tests.length === 1 &&
    tests.every(
      ({ operator, key, values }) =>
        /^Bool(IfExists)?$/i.test(operator) &&
        key === 'aws:securetransport' &&
        values.some((each) => certain(each).toLowerCase() === 'false'),
    )
  );
}
