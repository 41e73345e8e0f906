import { outsidersOf } from '../../engine/iam/outside.ts';
import { parsePolicy } from '../../engine/iam/policy.ts';
import { certain } from '../../engine/iam/reading.ts';
import { defineRule, each } from '../../engine/rule.ts';

const MODEL = 'arn:aws:bedrock:eu-west-1:111122223333:custom-model/imported/abcdefgh1234';
const policy = (statement: object) => ({
  ResourceArn: MODEL,
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: MODEL, ...statement }],
  },
});

export default defineRule({
  id: 'bedrock-resource-policy-external',
  revision: 3,
  title: 'Bedrock resource policy must not grant outside the organization',
  rationale:
    'A resource policy that anybody outside your organization matches hands out the model and what it was trained on, ' +
    'without a role of yours that could be taken away.',
  severity: 'CRITICAL',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::ResourcePolicy',
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
    'Name the principals of your own account in PolicyDocument, or add a StringEquals condition on aws:PrincipalOrgID.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutResourcePolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    compliant: [
      {
        name: 'a role of one’s own account',
        properties: policy({ Principal: { AWS: 'arn:aws:iam::111122223333:role/caller' } }),
      },
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

  evaluate({ account, properties: { PolicyDocument } }) {
    const policy = parsePolicy(PolicyDocument, 'PolicyDocument');
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
