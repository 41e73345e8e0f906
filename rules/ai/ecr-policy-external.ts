import { outsidersOf } from '../../engine/iam/outside.ts';
import { parsePolicy } from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { compliant, defineRule, each, notApplicable } from '../../engine/rule.ts';

const referrers = ['AWS::SageMaker::Model classifier'];

const policy = (statement: object) => ({
  RepositoryPolicyText: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ecr:BatchGetImage', ...statement }],
  },
});

export default defineRule({
  id: 'ai-ecr-policy-external',
  revision: 2,
  title: 'ECR repository that holds model images must not be shared outside the organization',
  rationale:
    'A model image carries the code that serves the model, and often the model. Whoever outside may pull it has both; ' +
    'whoever may push it runs code of theirs in your endpoints.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::ECR::Repository',
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
    'Name the principals of your own account in RepositoryPolicyText (SetRepositoryPolicy), or add a StringEquals condition ' +
    'on aws:PrincipalOrgID; DeleteRepositoryPolicy where nobody outside needs it.',
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    compliant: [
      { name: 'no policy', properties: {}, referrers },
      {
        name: 'everybody in the organization',
        properties: policy({
          Principal: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        }),
        referrers,
      },
    ],
    nonCompliant: [
      { name: 'everybody', properties: policy({ Principal: '*' }), referrers },
      {
        name: 'another account',
        properties: policy({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
        referrers,
      },
    ],
  },

  evaluate({ account, properties: { RepositoryPolicyText } }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    if (RepositoryPolicyText === undefined) return compliant;
    const policy = parsePolicy(RepositoryPolicyText, 'RepositoryPolicyText');
    return each(policy, (read) => {
      const outsiders = outsidersOf(certain(read), policy, account);
      return outsiders.length === 0
        ? undefined
        : {
            path: `${certain(read).path}.Principal`,
            expected: 'principals of this account or of the organization',
            actual: outsiders.join(', '),
          };
    });
  },
});
