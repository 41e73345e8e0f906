import { defineRule, nonCompliant } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const ENGINE = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:policy-engine/tools-a1b2c3d4e5';

export default defineRule({
  id: 'agentcore-gateway-policy-engine-enforce',
  revision: 1,
  title: 'Gateway must enforce a Cedar policy engine',
  rationale:
    'An authorizer says who calls a gateway, not what they may call. Without a policy engine that enforces, every ' +
    'caller may use every tool with any argument, and so may a prompt that was injected into one.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  controls: {
    published: {
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (FS-08)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 14',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.18',
      'iso27001_2022:A.8.2',
      'iso42001_2023:A.6.1.3',
      'iso42001_2023:A.9.2',
      'iso42001_2023:A.9.4',
      'mitre_atlas:AML.M0026',
      'mitre_atlas:AML.M0028',
      'mitre_atlas:AML.M0030',
      'mitre_atlas:AML.M0032',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MANAGE 1.3',
      'nist_ai_rmf_1_0:MAP 3.5',
      'soc2_tsc:CC5.2',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Attach a policy engine with PolicyEngineConfiguration.Arn; read the decisions that it logs in LOG_ONLY, then ' +
    'set PolicyEngineConfiguration.Mode to ENFORCE.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-enforcement-modes.html',
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GatewayPolicyEngineConfiguration.html',
  ],
  examples: {
    compliant: [
      {
        name: 'a policy engine decides',
        properties: { PolicyEngineConfiguration: { Arn: ENGINE, Mode: 'ENFORCE' } },
      },
    ],
    nonCompliant: [
      { name: 'no policy engine', properties: {} },
      {
        name: 'a policy engine that only writes down',
        properties: { PolicyEngineConfiguration: { Arn: ENGINE, Mode: 'LOG_ONLY' } },
      },
    ],
  },

  evaluate({ properties: { PolicyEngineConfiguration } }) {
    if (!PolicyEngineConfiguration?.Arn) {
      return nonCompliant({
        path: 'PolicyEngineConfiguration.Arn',
        expected: 'a policy engine',
        actual: null,
      });
    }
    return exactly({
      path: 'PolicyEngineConfiguration.Mode',
      expected: 'ENFORCE',
      actual: PolicyEngineConfiguration.Mode,
    });
  },
});
