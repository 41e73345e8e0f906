import { defineRule, notApplicable } from '../../engine/rule.ts';
import { looksAtText, requireFilters } from '../_families/guardrail-filters.ts';

const CATEGORIES = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];

const filters = (strength: string, rest = {}) => ({
  ContentPolicyConfig: {
    FiltersConfig: CATEGORIES.map((Type) => ({
      Type,
      InputStrength: strength,
      OutputStrength: strength,
      ...rest,
    })),
  },
});

export default defineRule({
  id: 'bedrock-guardrail-harmful-content-filters',
  revision: 2,
  title: 'Guardrail must block hate, insults, sexual, violence and misconduct',
  rationale:
    'A category without a filter, or with one that only detects, is one in which the model says to your users what ' +
    'it likes, and takes from them what they like.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::Guardrail',
  parameters: {
    strengths: {
      kind: 'strings',
      description:
        'Filter strengths that are enough, on input and on output. Empty: the rule does not apply.',
      default: ['MEDIUM', 'HIGH'],
    },
  },
  controls: {
    published: {
      'owasp_llm_2025:LLM01:2025': 'sample-aiml-security-assessment OWASP page (BR-23)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.5.4',
      'iso42001_2023:A.5.5',
      'iso42001_2023:A.9.3',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MEASURE 2.11',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'owasp_llm_2025:LLM05:2025',
      'owasp_llm_2025:LLM09:2025',
      'soc2_tsc:PI1.3',
    ],
  },
  guidance:
    'List all five categories in ContentPolicyConfig.FiltersConfig with InputStrength and OutputStrength MEDIUM or ' +
    'HIGH, leave the actions at BLOCK, publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-content-filters.html'],
  examples: {
    compliant: [{ name: 'all five at MEDIUM', properties: filters('MEDIUM') }],
    nonCompliant: [
      { name: 'no filters', properties: {} },
      { name: 'all five at LOW', properties: filters('LOW') },
      { name: 'all five only detect in answers', properties: filters('HIGH', { OutputAction: 'NONE' }) },
      { name: 'all five are off for prompts', properties: filters('HIGH', { InputEnabled: false }) },
    ],
  },

  evaluate({ properties: { ContentPolicyConfig } }, { parameters: { strengths } }) {
    if (strengths.length === 0) return notApplicable('no filter strengths are set');
    const isEnough = (strength: string | undefined) => strength !== undefined && strengths.includes(strength);
    return requireFilters({
      path: 'ContentPolicyConfig.FiltersConfig',
      filters: ContentPolicyConfig?.FiltersConfig,
      types: CATEGORIES,
      // One at a time: what is too weak is so, whatever else is unknown.
      holds: (filter) =>
        isEnough(filter.InputStrength) &&
        isEnough(filter.OutputStrength) &&
        filter.InputEnabled !== false &&
        filter.OutputEnabled !== false &&
        filter.InputAction !== 'NONE' &&
        filter.OutputAction !== 'NONE' &&
        looksAtText(filter.InputModalities) &&
        looksAtText(filter.OutputModalities),
      expected: `InputStrength and OutputStrength ${strengths.join(' or ')}, both enabled, both actions BLOCK`,
    });
  },
});
