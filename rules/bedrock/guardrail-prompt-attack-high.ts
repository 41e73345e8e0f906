import { reading } from '../../engine/iam/reading.ts';
import { defineRule, nonCompliant, some } from '../../engine/rule.ts';
import { looksAtText } from '../_families/guardrail-filters.ts';

const filter = (strength: string, rest = {}) => ({
  ContentPolicyConfig: {
    FiltersConfig: [{ Type: 'PROMPT_ATTACK', InputStrength: strength, OutputStrength: 'NONE', ...rest }],
  },
});

export default defineRule({
  id: 'bedrock-guardrail-prompt-attack-high',
  revision: 2,
  title: 'Guardrail must block prompt attacks at HIGH strength',
  rationale:
    'Below HIGH, known jailbreak and prompt injection phrasings reach the model, and whoever writes to it can ' +
    'turn it against its instructions.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::Guardrail',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-02': 'prowler bedrock_guardrail_prompt_attack_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR01': 'prowler bedrock_guardrail_prompt_attack_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR02': 'prowler bedrock_guardrail_prompt_attack_filter_enabled',
      'owasp_llm_2025:LLM01:2025': 'sample-aiml-security-assessment OWASP page (FS-51)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.26',
      'iso27001_2022:A.8.7',
      'iso42001_2023:A.6.2.4',
      'iso42001_2023:A.9.2',
      'mitre_atlas:AML.M0015',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-3',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:CC6.8',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Add a PROMPT_ATTACK filter with InputStrength HIGH to ContentPolicyConfig.FiltersConfig, leave InputEnabled ' +
    'and InputAction at their defaults (true, BLOCK), publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-prompt-attack.html'],
  examples: {
    compliant: [{ name: 'prompt attacks are blocked at HIGH', properties: filter('HIGH') }],
    nonCompliant: [
      { name: 'the strength is MEDIUM', properties: filter('MEDIUM') },
      { name: 'the filter only detects', properties: filter('HIGH', { InputAction: 'NONE' }) },
      { name: 'the filter is off for input', properties: filter('HIGH', { InputEnabled: false }) },
      { name: 'there is no such filter', properties: {} },
    ],
  },

  evaluate({ properties }) {
    const filters = properties.ContentPolicyConfig?.FiltersConfig ?? [];
    return some(
      filters,
      // In this order, and no further than it takes: a filter that is another, or too weak, is so whatever else is unknown.
      (filter) =>
        filter.Type === 'PROMPT_ATTACK' &&
        filter.InputStrength === 'HIGH' &&
        filter.InputEnabled !== false &&
        filter.InputAction !== 'NONE' &&
        looksAtText(filter.InputModalities),
      () =>
        nonCompliant({
          path: 'ContentPolicyConfig.FiltersConfig',
          expected: 'PROMPT_ATTACK with InputStrength HIGH, InputEnabled true, InputAction BLOCK',
          actual: filters.map(summary).join('; ') || null,
        }),
    );
  },
});

const summary = (filter: { readonly [member: string]: unknown }): string =>
  ['Type', 'InputStrength', 'InputEnabled', 'InputAction', 'InputModalities']
    .flatMap((member) => {
      const read = reading(() => filter[member]);
      if ('unreadable' in read) return [`${member} not known`];
      return read.value === undefined ? [] : [`${member} ${read.value}`];
    })
    .join(', ');
