import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

/** What an agent has that names none. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_CreateAgent.html */
const DEFAULT_SECONDS = 600;

export default defineRule({
  id: 'bedrock-agent-idle-session-ttl',
  revision: 1,
  title: 'Agent session must expire within the limit',
  rationale:
    'Until a session expires, Bedrock keeps what was said in it, and whoever comes to know its id goes on with the ' +
    'conversation where the user left it.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Agent',
  parameters: {
    limitSeconds: {
      kind: 'number',
      description: 'Most seconds after which an idle session must end.',
      default: 3600,
    },
  },
  controls: {
    published: {
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (BR-29)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.5',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0031',
      'nist_800_53_r5:AC-12',
      'nist_800_53_r5:SC-10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Set IdleSessionTTLInSeconds on the agent to the limit or less, prepare it, and move its aliases to the new version.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgent.html'],
  examples: {
    compliant: [{ name: 'an hour', properties: { IdleSessionTTLInSeconds: 3600 } }],
    nonCompliant: [{ name: 'an hour and a half', properties: { IdleSessionTTLInSeconds: 5400 } }],
  },

  evaluate({ properties: { IdleSessionTTLInSeconds: seconds } }, { parameters: { limitSeconds } }) {
    return (seconds ?? DEFAULT_SECONDS) <= limitSeconds
      ? compliant
      : nonCompliant({
          path: 'IdleSessionTTLInSeconds',
          expected: `at most ${limitSeconds}`,
          actual: seconds ?? null,
        });
  },
});
