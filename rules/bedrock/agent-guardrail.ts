import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'bedrock-agent-guardrail',
  revision: 1,
  title: 'Agent must have a guardrail',
  rationale:
    'An agent acts on what it reads. Without a guardrail nothing but the model’s own judgement stands between an ' +
    'injected instruction and the tools that the agent may call.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::Agent',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-04': 'prowler bedrock_agent_guardrail_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR01': 'prowler bedrock_agent_guardrail_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR02': 'prowler bedrock_agent_guardrail_enabled',
      'finos_ccc_genai:CCC.GenAI.CN02.AR01': 'prowler bedrock_agent_guardrail_enabled',
      'finos_ccc_genai:CCC.GenAI.CN02.AR02': 'prowler bedrock_agent_guardrail_enabled',
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (BR-28)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.6.1.3',
      'iso42001_2023:A.9.2',
      'iso42001_2023:A.9.4',
      'mitre_atlas:AML.M0020',
      'mitre_atlas:AML.M0033',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MANAGE 1.3',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'owasp_llm_2025:LLM01:2025',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM05:2025',
      'soc2_tsc:CC5.2',
      'soc2_tsc:PI1.3',
    ],
  },
  guidance:
    'Set GuardrailConfiguration.GuardrailIdentifier and GuardrailVersion on the agent, prepare it, and move its ' +
    'aliases to the new version.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html'],
  examples: {
    compliant: [
      {
        name: 'a guardrail',
        properties: {
          GuardrailConfiguration: { GuardrailIdentifier: 'abcdefgh1234', GuardrailVersion: '1' },
        },
      },
    ],
    nonCompliant: [
      { name: 'no guardrail', properties: {} },
      {
        name: 'a version of no guardrail',
        properties: { GuardrailConfiguration: { GuardrailVersion: '1' } },
      },
    ],
  },

  evaluate({ properties }) {
    const guardrail = properties.GuardrailConfiguration?.GuardrailIdentifier;
    return guardrail
      ? compliant
      : nonCompliant({
          path: 'GuardrailConfiguration.GuardrailIdentifier',
          expected: 'a guardrail',
          actual: guardrail ?? null,
        });
  },
});
