import { outsidersOf } from '../../engine/iam/outside.ts';
import { parsePolicy } from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { compliant, defineRule, each } from '../../engine/rule.ts';

const GROUP = 'arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/churn';
const policy = (statement: object) => ({
  ModelPackageGroupPolicy: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sagemaker:DescribeModelPackageGroup', Resource: GROUP, ...statement },
    ],
  },
});

export default defineRule({
  id: 'sagemaker-model-package-group-policy-external',
  revision: 2,
  title: 'Model package group must not be shared outside the organization',
  rationale:
    'Whoever may use a model package group can take the models in it, and what they were trained on with them, or ' +
    'register one of their own that your pipelines go on to deploy.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::ModelPackageGroup',
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
    'Name the principals of your own accounts with PutModelPackageGroupPolicy, or add a StringEquals condition on ' +
    'aws:PrincipalOrgID; take the policy away with DeleteModelPackageGroupPolicy if the group is not shared.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PutModelPackageGroupPolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    compliant: [
      { name: 'no policy', properties: {} },
      {
        name: 'everybody in the organization',
        properties: policy({
          Principal: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        }),
      },
    ],
    nonCompliant: [
      { name: 'everybody', properties: policy({ Principal: '*' }) },
      {
        name: 'another account',
        properties: policy({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
      },
    ],
  },

  evaluate({ account, properties: { ModelPackageGroupPolicy } }) {
    if (ModelPackageGroupPolicy === undefined) return compliant;
    const policy = parsePolicy(ModelPackageGroupPolicy, 'ModelPackageGroupPolicy');
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
