import { awsManagedPolicyName } from '../../engine/iam/managed.ts';
import { defineRule, each } from '../../engine/rule.ts';
import { AI_TRUST, whereAiUses } from '../_families/ai-role.ts';

/** AmazonBedrockFullAccess has a control of its own. */
const FULL_ACCESS: readonly string[] = [
  'AmazonKendraFullAccess',
  'AmazonQFullAccess',
  'AmazonRekognitionFullAccess',
  'AmazonSageMakerFullAccess',
  'BedrockAgentCoreFullAccess',
  'ComprehendFullAccess',
];

const role = (...arns: string[]) => ({ AssumeRolePolicyDocument: AI_TRUST, ManagedPolicyArns: arns });

export default defineRule({
  id: 'ai-full-access-policies-not-attached',
  revision: 1,
  title: 'AI service FullAccess managed policies must not be attached',
  rationale:
    'A FullAccess policy lets a workload delete, replace or open every model, index and agent of the account, and AWS ' +
    'widens it without asking you. A workload needs a handful of actions on its own resources.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::IAM::Role',
  referencedBy: true,
  controls: {
    published: {
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (AC-02)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.5.18',
      'iso27001_2022:A.8.2',
      'iso27001_2022:A.8.3',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.3.2',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'mitre_atlas:AML.M0026',
      'nist_800_53_r5:AC-2',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_ai_rmf_1_0:GOVERN 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Replace the FullAccess policy in ManagedPolicyArns with a policy of your own that names the actions and ' +
    'resources in use; IAM Access Analyzer can generate it from CloudTrail.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol.html',
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security-iam-awsmanpol.html',
  ],
  examples: {
    compliant: [
      { name: 'a policy of one’s own', properties: role('arn:aws:iam::111122223333:policy/train') },
      { name: 'no attached policy', properties: role() },
    ],
    nonCompliant: [
      {
        name: 'AmazonSageMakerFullAccess',
        properties: role('arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'),
      },
    ],
  },

  evaluate(role, context) {
    const { properties } = role;
    return whereAiUses(role, context, () =>
      each(properties.ManagedPolicyArns ?? [], (arn, index) =>
        FULL_ACCESS.includes(awsManagedPolicyName(arn) ?? '')
          ? {
              path: `ManagedPolicyArns[${index}]`,
              expected: 'no FullAccess policy of an AI service',
              actual: arn,
            }
          : undefined,
      ),
    );
  },
});
