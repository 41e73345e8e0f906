import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'qbusiness-application-no-anonymous',
  revision: 1,
  title: 'Q Business application must not allow anonymous users',
  rationale:
    'Anonymous users have no identity for document permissions to hold against: what the application was fed with, it ' +
    'tells everybody who reaches it.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::QBusiness::Application',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.16',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.5',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:IA-2',
      'nist_800_53_r5:IA-8',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.2',
    ],
  },
  guidance:
    'Recreate the application with IdentityType AWS_IAM_IDC, AWS_IAM_IDP_OIDC or AWS_IAM_IDP_SAML; it cannot be changed ' +
    'later.',
  references: ['https://docs.aws.amazon.com/amazonq/latest/api-reference/API_CreateApplication.html'],
  examples: {
    compliant: [
      { name: 'IAM Identity Center', properties: { IdentityType: 'AWS_IAM_IDC' } },
      { name: 'nothing is said', properties: {} },
    ],
    nonCompliant: [{ name: 'anonymous users', properties: { IdentityType: 'ANONYMOUS' } }],
  },

  evaluate({ properties: { IdentityType } }) {
    return IdentityType === 'ANONYMOUS'
      ? nonCompliant({ path: 'IdentityType', expected: 'an identity provider', actual: IdentityType })
      : compliant;
  },
});
