import { defineRule, each } from '../../engine/rule.ts';
import { isMarked } from '../_families/tag-marks.ts';

const headers = (...RequestHeaderAllowlist: string[]) => ({
  RequestHeaderConfiguration: { RequestHeaderAllowlist },
});

export default defineRule({
  id: 'agentcore-runtime-header-allowlist',
  revision: 1,
  title: 'Agent runtime must not forward Authorization headers unless approved',
  rationale:
    'With the Authorization header the agent’s code holds the caller’s own token. What an injected prompt makes the ' +
    'agent print, log or send then acts for that user wherever the token is taken.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  parameters: {
    approvedTags: {
      kind: 'strings',
      description: 'Tags of runtimes that are approved to see callers’ tokens, as key or key=value.',
      default: ['forwards-authorization=approved'],
    },
  },
  controls: {
    published: {},
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
    'Take Authorization out of RequestHeaderConfiguration.RequestHeaderAllowlist, and let AgentCore Identity get the ' +
    'tokens that the agent needs; or tag the runtime as approved.',
  references: ['https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-header-allowlist.html'],
  examples: {
    compliant: [
      { name: 'a header of one’s own', properties: headers('X-Trace-Context') },
      { name: 'no headers', properties: {} },
      {
        name: 'approved',
        properties: { ...headers('Authorization'), Tags: { 'forwards-authorization': 'approved' } },
      },
    ],
    nonCompliant: [{ name: 'callers’ tokens', properties: headers('Authorization') }],
  },

  evaluate({ properties }, { parameters: { approvedTags } }) {
    // Names of headers are compared without regard to case.
    return each(properties.RequestHeaderConfiguration?.RequestHeaderAllowlist ?? [], (header, index) => {
      if (header.toLowerCase() !== 'authorization') return undefined;
      if (isMarked(properties.Tags, approvedTags)) return undefined;
      return {
        path: `RequestHeaderConfiguration.RequestHeaderAllowlist[${index}]`,
        expected: 'no Authorization without the tag of an approval',
        actual: header,
      };
    });
  },
});
