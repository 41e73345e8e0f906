import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

export default defineRule({
  id: 'agentcore-memory-event-expiry',
  revision: 1,
  title: 'Memory event expiry must meet the retention policy',
  rationale:
    'Events are what users said, word for word. Kept too short, nobody can look into an incident; kept too long, a ' +
    'leak reveals years of conversations that no purpose needs any more.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Memory',
  parameters: {
    minimumDays: {
      kind: 'number',
      description: 'Fewest days that events must be kept. The default is that of AWS Config’s managed rule.',
      default: 7,
    },
    maximumDays: {
      kind: 'number',
      description: 'Most days that events may be kept.',
      default: 365,
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
    'Set EventExpiryDuration to days between the two limits; it holds for events that are written afterwards.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/memory-create-a-memory-store.html',
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateMemory.html',
  ],
  examples: {
    compliant: [{ name: 'a month', properties: { EventExpiryDuration: 30 } }],
    nonCompliant: [
      { name: 'three days', properties: { EventExpiryDuration: 3 } },
      { name: 'two years', properties: { EventExpiryDuration: 730 } },
    ],
  },

  evaluate({ properties: { EventExpiryDuration: days } }, { parameters: { minimumDays, maximumDays } }) {
    const path = 'EventExpiryDuration';
    if (minimumDays > maximumDays) {
      return notApplicable(`no number of days is at least ${minimumDays} and at most ${maximumDays}`);
    }
    const actual = days ?? null;
    if (actual === null || actual < minimumDays) {
      return nonCompliant({ path, expected: `at least ${minimumDays}`, actual });
    }
    if (actual > maximumDays) return nonCompliant({ path, expected: `at most ${maximumDays}`, actual });
    return compliant;
  },
});
