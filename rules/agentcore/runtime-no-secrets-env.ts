import { defineRule } from '../../engine/rule.ts';
import { noCredentials } from '../_families/secrets.ts';

export default defineRule({
  id: 'agentcore-runtime-no-secrets-env',
  revision: 1,
  title: 'Agent runtime environment must not hold secrets',
  rationale:
    'An agent that can be talked into printing its environment gives the credential away, and everyone who may call ' +
    'GetAgentRuntime reads it without asking the agent.',
  severity: 'HIGH',
  // A fault for everyone, though no peer has it: a credential in plain text opens something outside the agent.
  profile: 'baseline',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.12',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:IA-5(7)',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Rotate the credential, keep it in Secrets Manager or as an AgentCore Identity credential provider, and leave in ' +
    'EnvironmentVariables only its ARN or name.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/identity.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  ],
  examples: {
    compliant: [
      {
        name: 'the name of a credential provider',
        properties: { EnvironmentVariables: { CREDENTIAL_PROVIDER: 'github' } },
      },
      { name: 'no environment', properties: {} },
    ],
    nonCompliant: [
      {
        name: 'an API key of a model provider',
        properties: { EnvironmentVariables: { LLM_KEY: `sk-ant-api03-${'abcd'.repeat(10)}` } },
      },
    ],
  },

  evaluate({ properties: { EnvironmentVariables } }) {
    return noCredentials(EnvironmentVariables, 'EnvironmentVariables');
  },
});
