import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'agentcore-gateway-no-debug-errors',
  revision: 1,
  title: 'Gateway must not return debug exception detail',
  rationale:
    'With debugging on, a gateway tells its callers which function, credential provider or schema failed, and why. ' +
    'Whoever probes the tools learns how they are built from every error.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.9',
      'iso42001_2023:A.4.5',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance: 'Leave ExceptionLevel out; the console and the starter toolkit set it to DEBUG.',
  references: ['https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-debug-messages.html'],
  examples: {
    compliant: [{ name: 'callers get a generic message', properties: { ExceptionLevel: null } }],
    nonCompliant: [{ name: 'callers get every detail', properties: { ExceptionLevel: 'DEBUG' } }],
  },

  evaluate({ properties: { ExceptionLevel } }) {
    return ExceptionLevel === 'DEBUG'
      ? nonCompliant({ path: 'ExceptionLevel', expected: 'none', actual: ExceptionLevel })
      : compliant;
  },
});
