import { defineRule } from '../../engine/rule.ts';
import { requireFilters } from '../_families/guardrail-filters.ts';

const TYPES = ['GROUNDING', 'RELEVANCE'];

const filters = (Threshold: number, rest = {}) => ({
  ContextualGroundingPolicyConfig: { FiltersConfig: TYPES.map((Type) => ({ Type, Threshold, ...rest })) },
});

export default defineRule({
  id: 'bedrock-guardrail-contextual-grounding',
  revision: 1,
  title: 'Guardrail must enforce grounding and relevance',
  rationale:
    'Where answers should come from retrieved sources, an answer that the sources do not support, or that misses ' +
    'the question, is an invention that reads like a fact.',
  severity: 'HIGH',
  // Only retrieval has a source to check against: a guardrail in front of a chat has none.
  profile: 'advisory',
  resourceType: 'AWS::Bedrock::Guardrail',
  parameters: {
    threshold: {
      kind: 'number',
      description: 'Lowest confidence, from 0 to 0.99, below which an answer must be blocked.',
      default: 0.7,
    },
  },
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-09': 'prowler bedrock_guardrail_contextual_grounding_filter_enabled',
      'owasp_llm_2025:LLM01:2025': 'sample-aiml-security-assessment OWASP page (BR-27)',
      'owasp_llm_2025:LLM04:2025': 'sample-aiml-security-assessment OWASP page (BR-27)',
      'owasp_llm_2025:LLM09:2025': 'sample-aiml-security-assessment OWASP page (FS-47)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 13',
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.6.2.4',
      'iso42001_2023:A.9.3',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MEASURE 2.5',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'soc2_tsc:PI1.3',
      'soc2_tsc:PI1.4',
    ],
  },
  guidance:
    'Add GROUNDING and RELEVANCE to ContextualGroundingPolicyConfig.FiltersConfig with a Threshold of 0.7 or more, ' +
    'leave Action at BLOCK, publish a version and point its callers to it.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html',
  ],
  examples: {
    compliant: [{ name: 'both at 0.7', properties: filters(0.7) }],
    nonCompliant: [
      { name: 'no filters', properties: {} },
      { name: 'both below 0.7', properties: filters(0.69) },
      { name: 'both only detect', properties: filters(0.9, { Action: 'NONE' }) },
      { name: 'both are off', properties: filters(0.9, { Enabled: false }) },
    ],
  },

  evaluate({ properties: { ContextualGroundingPolicyConfig } }, { parameters: { threshold } }) {
    return requireFilters({
      path: 'ContextualGroundingPolicyConfig.FiltersConfig',
      filters: ContextualGroundingPolicyConfig?.FiltersConfig,
      types: TYPES,
      holds: ({ Threshold = 0, Enabled, Action }) =>
        Threshold >= threshold && Enabled !== false && Action !== 'NONE',
      expected: `Threshold at least ${threshold}, Enabled true, Action BLOCK`,
    });
  },
});
