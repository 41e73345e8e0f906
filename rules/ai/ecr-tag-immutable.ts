import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const referrers = ['AWS::SageMaker::Model classifier'];

export default defineRule({
  id: 'ai-ecr-tag-immutable',
  revision: 1,
  title: 'ECR repository that holds model images must have immutable tags',
  rationale:
    'Whoever may push replaces the image behind a tag that a model names, and the next endpoint or job runs what nobody ' +
    'reviewed under the name of what somebody did.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::ECR::Repository',
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.24',
      'iso27001_2022:A.8.32',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0013',
      'mitre_atlas:AML.M0014',
      'nist_800_53_r5:CM-5',
      'nist_800_53_r5:SI-7',
      'nist_800_53_r5:SI-7(6)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM03:2025',
      'owasp_llm_2025:LLM04:2025',
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC8.1',
    ],
  },
  guidance:
    'Set ImageTagMutability: IMMUTABLE with PutImageTagMutability and in the template, and push each build under a tag of ' +
    'its own; IMMUTABLE_WITH_EXCLUSION leaves out the tags that must move.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  examples: {
    compliant: [
      { name: 'tags stay', properties: { ImageTagMutability: 'IMMUTABLE' }, referrers },
      {
        name: 'all tags but a few stay',
        properties: { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' },
        referrers,
      },
    ],
    nonCompliant: [
      { name: 'tags move', properties: { ImageTagMutability: 'MUTABLE' }, referrers },
      { name: 'nothing is said, and the default is that they move', properties: {}, referrers },
    ],
  },

  evaluate({ properties: { ImageTagMutability: mutability } }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    // MUTABLE_WITH_EXCLUSION keeps a few tags from moving and lets all others: also those that are pushed tomorrow.
    return mutability?.startsWith('IMMUTABLE')
      ? compliant
      : nonCompliant({
          path: 'ImageTagMutability',
          expected: ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION'],
          actual: mutability ?? null,
        });
  },
});
