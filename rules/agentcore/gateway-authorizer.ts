import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

const ENGINE = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:policy-engine/tools-a1b2c3d4e5';

const offloaded = (mode: string) => ({
  AuthorizerType: 'AUTHENTICATE_ONLY',
  PolicyEngineConfiguration: { Arn: ENGINE, Mode: mode },
});

export default defineRule({
  id: 'agentcore-gateway-authorizer',
  revision: 2,
  title: 'Gateway must require inbound authorization',
  rationale:
    'A gateway puts tools behind one address. If it lets in anyone, or everyone whom any issuer vouches for, the ' +
    'tools act for strangers with the gateway’s own credentials.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
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
    'Set AuthorizerType to AWS_IAM, or to CUSTOM_JWT with AuthorizerConfiguration; with AUTHENTICATE_ONLY, attach a ' +
    'policy engine with PolicyEngineConfiguration.Mode ENFORCE.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-inbound-auth.html',
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GatewayPolicyEngineConfiguration.html',
  ],
  examples: {
    compliant: [
      { name: 'callers are IAM identities', properties: { AuthorizerType: 'AWS_IAM' } },
      { name: 'callers bring a token', properties: { AuthorizerType: 'CUSTOM_JWT' } },
      { name: 'a policy engine decides', properties: offloaded('ENFORCE') },
    ],
    nonCompliant: [
      { name: 'anyone may call', properties: { AuthorizerType: 'NONE' } },
      { name: 'authenticated, and nobody decides', properties: { AuthorizerType: 'AUTHENTICATE_ONLY' } },
      { name: 'a policy engine that only writes down', properties: offloaded('LOG_ONLY') },
    ],
  },

  evaluate({ properties }) {
    const { AuthorizerType } = properties;
    if (AuthorizerType === 'AWS_IAM' || AuthorizerType === 'CUSTOM_JWT') return compliant;
    if (AuthorizerType !== 'AUTHENTICATE_ONLY') {
      return nonCompliant({
        path: 'AuthorizerType',
        expected: ['AWS_IAM', 'CUSTOM_JWT'],
        actual: AuthorizerType ?? null,
      });
    }
    const mode = properties.PolicyEngineConfiguration?.Mode;
    return mode === 'ENFORCE'
      ? compliant
      : nonCompliant({
          path: 'PolicyEngineConfiguration.Mode',
          expected: 'ENFORCE with AuthorizerType AUTHENTICATE_ONLY',
          actual: mode ?? null,
        });
  },
});
