import { defineRule, each, insufficientData, UnreadableValueError } from '../../engine/rule.ts';

const credential = (rest: object) => ({
  ServiceSpecificCredentials: [{ ServiceName: 'bedrock.amazonaws.com', Status: 'Active', ...rest }],
});

export default defineRule({
  id: 'bedrock-api-key-no-long-term',
  revision: 2,
  title: 'Long-term Bedrock API keys must not exist',
  rationale:
    'A long-term key is a bearer token: whoever finds it in a notebook or a repository calls models at your expense, ' +
    'from anywhere, until somebody notices. Short-term keys and roles end by themselves.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::IAM::User',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-IAM-03': 'prowler bedrock_api_key_no_long_term_credentials',
      'finos_ccc_genai:CCC.GenAI.CN06.AR01': 'prowler bedrock_api_key_no_long_term_credentials',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.5',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-2',
      'nist_800_53_r5:IA-5',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.2',
    ],
  },
  guidance:
    'Move the callers to a role or to short-term keys, set the credential inactive with ' +
    'UpdateServiceSpecificCredential, then delete it; deny iam:CreateServiceSpecificCredential for Bedrock.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bedrock.html',
  ],
  examples: {
    compliant: [
      { name: 'no key', properties: { ServiceSpecificCredentials: [] } },
      { name: 'an inactive key', properties: credential({ Status: 'Inactive' }) },
      {
        name: 'a credential of another service',
        properties: credential({ ServiceName: 'codecommit.amazonaws.com' }),
      },
    ],
    nonCompliant: [
      { name: 'an active key', properties: credential({}) },
      {
        name: 'an active key that ends some day',
        properties: credential({ ExpirationDate: '2026-12-31T00:00:00Z' }),
      },
    ],
  },

  evaluate({ properties: { ServiceSpecificCredentials: credentials } }) {
    if (credentials === undefined) return insufficientData('IAM did not list the credentials of the user');
    return each(credentials, ({ ServiceName, Status = 'Active' }, index) => {
      if (ServiceName === undefined)
        throw new UnreadableValueError('IAM did not say for which service it is');
      return ServiceName.startsWith('bedrock') && Status === 'Active'
        ? {
            path: `ServiceSpecificCredentials[${index}].Status`,
            expected: 'no active credential of Bedrock',
            actual: Status,
          }
        : undefined;
    });
  },
});
