import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

/** How long memory is kept that names no time. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-configure-memory.html */
const DEFAULT_DAYS = 30;

const memory = (rest: Record<string, number>) => ({
  MemoryConfiguration: { EnabledMemoryTypes: ['SESSION_SUMMARY'], ...rest },
});

export default defineRule({
  id: 'bedrock-agent-memory-retention',
  revision: 1,
  title: 'Agent memory retention must be bounded',
  rationale:
    'An agent’s memory holds summaries of what users told it, personal data among them, and brings them into later ' +
    'conversations. What is kept longer than it is needed can leak, be poisoned, and be asked for.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Agent',
  parameters: {
    limitDays: {
      kind: 'number',
      description: 'Most days for which an agent may keep what it remembers of sessions.',
      default: 30,
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.5.34',
      'iso27001_2022:A.8.10',
      'iso27001_2022:A.8.11',
      'iso27701_2019:7.4.1',
      'iso27701_2019:7.4.5',
      'iso27701_2019:7.4.7',
      'iso42001_2023:A.5.4',
      'iso42001_2023:A.7.2',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:PT-2',
      'nist_800_53_r5:PT-3',
      'nist_800_53_r5:SI-12',
      'nist_800_53_r5:SI-19',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.2',
      'soc2_tsc:P4.2',
      'soc2_tsc:P4.3',
    ],
  },
  guidance:
    'Set MemoryConfiguration.StorageDays on the agent to the limit or less, prepare it, and move its aliases to the ' +
    'new version.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/agents-configure-memory.html'],
  examples: {
    compliant: [
      { name: 'no memory', properties: {} },
      { name: 'thirty days', properties: memory({ StorageDays: 30 }) },
    ],
    nonCompliant: [{ name: 'a year', properties: memory({ StorageDays: 365 }) }],
  },

  evaluate({ properties: { MemoryConfiguration: memory } }, { parameters: { limitDays } }) {
    if (!memory?.EnabledMemoryTypes?.length) return compliant;
    return (memory.StorageDays ?? DEFAULT_DAYS) <= limitDays
      ? compliant
      : nonCompliant({
          path: 'MemoryConfiguration.StorageDays',
          expected: `at most ${limitDays}`,
          actual: memory.StorageDays ?? null,
        });
  },
});
