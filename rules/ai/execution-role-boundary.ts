import { readPolicy } from '../../engine/iam/policy.ts';
import { assumersOf, isPrincipalOf } from '../../engine/iam/trust.ts';
import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';
import { isServiceLinked, SERVICE_LINKED } from '../_families/ai-role.ts';

/** By the first label of their principals. */
const AGENTS = ['bedrock', 'bedrock-agentcore'];

const role = (rest: object = {}) => ({
  AssumeRolePolicyDocument: {
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'bedrock.amazonaws.com' } },
    ],
  },
  ...rest,
});

export default defineRule({
  id: 'ai-execution-role-boundary',
  revision: 1,
  title: 'Role trusted by an AI agent service must have a permissions boundary',
  rationale:
    'An agent decides by itself, and on the word of strangers, which of its permissions it uses. A boundary keeps what ' +
    'somebody grants the role later from becoming what a prompt can do.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::IAM::Role',
  controls: {
    published: {},
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
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Set PermissionsBoundary to a managed policy that allows what agents of your account may ever do ' +
    '(PutRolePermissionsBoundary), and demand it in iam:CreateRole by a condition on iam:PermissionsBoundary.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  examples: {
    compliant: [
      {
        name: 'within a boundary',
        properties: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/agents' }),
      },
    ],
    nonCompliant: [{ name: 'without a boundary', properties: role() }],
  },

  evaluate(role) {
    if (isServiceLinked(role)) return notApplicable(SERVICE_LINKED);
    const { properties } = role;
    const trust = readPolicy(() => properties.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument');
    const { services, everyone, unreadable } = assumersOf(trust);
    if (!everyone && !services.some((principal) => isPrincipalOf(principal, AGENTS))) {
      return unreadable === undefined
        ? notApplicable('neither Bedrock nor AgentCore may assume it')
        : insufficientData(unreadable);
    }
    return properties.PermissionsBoundary
      ? compliant
      : nonCompliant({ path: 'PermissionsBoundary', expected: 'a managed policy', actual: null });
  },
});
