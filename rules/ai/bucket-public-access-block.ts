import { defineRule, each, notApplicable } from '../../engine/rule.ts';

const FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

const block = (value: boolean, rest = {}) => ({
  PublicAccessBlockConfiguration: { ...Object.fromEntries(FLAGS.map((flag) => [flag, value])), ...rest },
});

const referrers = ['AWS::SageMaker::TrainingJob churn-2026-03'];

export default defineRule({
  id: 'ai-bucket-public-access-block',
  revision: 1,
  title: 'AI data bucket must block public access',
  rationale:
    'One policy or ACL too many publishes training data, models or prompts to the internet, or lets strangers ' +
    'poison them; the block holds whatever anyone writes there later.',
  severity: 'CRITICAL',
  // One peer ships it for AI buckets alone, but every bucket benchmark has it: a public one is a fault for everyone.
  profile: 'baseline',
  resourceType: 'AWS::S3::Bucket',
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.8.12',
      'iso27001_2022:A.8.3',
      'iso27701_2019:7.5.1',
      'iso42001_2023:A.10.3',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Set all four flags of PublicAccessBlockConfiguration to true with PutPublicAccessBlock, and in the template; ' +
    'serve what must be public from another bucket.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  examples: {
    compliant: [{ name: 'all four are on', properties: block(true), referrers }],
    nonCompliant: [
      { name: 'one is off', properties: block(true, { RestrictPublicBuckets: false }), referrers },
      { name: 'no block is declared', properties: {}, referrers },
    ],
  },

  evaluate({ properties: { PublicAccessBlockConfiguration: flags } }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    // What a template leaves out S3 has switched on for new buckets since April 2023, but an update of an older bucket
    // keeps what it was given, and whoever may change it is stopped by no declaration: said is what counts.
    return each(FLAGS, (flag) =>
      flags?.[flag]
        ? undefined
        : { path: `PublicAccessBlockConfiguration.${flag}`, expected: true, actual: flags?.[flag] ?? null },
    );
  },
});
