import { defineRule } from '../../engine/rule.ts';
import { requireFilters } from '../_families/guardrail-filters.ts';

const TYPES = ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'PASSWORD'];

const filters = (rest: Record<string, string | boolean>) => ({
  SensitiveInformationPolicyConfig: { PiiEntitiesConfig: TYPES.map((Type) => ({ Type, ...rest })) },
});

export default defineRule({
  id: 'bedrock-guardrail-credential-filter',
  revision: 1,
  title: 'Guardrail must block AWS keys and passwords',
  rationale:
    'Keys and passwords that users paste, or that stand in what is retrieved, go to the model and its logs, and come ' +
    'out again in an answer. Whoever reads them there can use them.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Guardrail',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.17',
      'iso27001_2022:A.8.12',
      'iso42001_2023:A.4.4',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:IA-5(7)',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'List AWS_ACCESS_KEY, AWS_SECRET_KEY and PASSWORD in SensitiveInformationPolicyConfig.PiiEntitiesConfig with Action ' +
    'BLOCK, publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html'],
  examples: {
    compliant: [{ name: 'all three are blocked', properties: filters({ Action: 'BLOCK' }) }],
    nonCompliant: [
      { name: 'no filters', properties: {} },
      { name: 'all three are masked', properties: filters({ Action: 'ANONYMIZE' }) },
      {
        name: 'all three only detect in answers',
        properties: filters({ Action: 'BLOCK', OutputAction: 'NONE' }),
      },
      {
        name: 'all three are off for prompts',
        properties: filters({ Action: 'BLOCK', InputEnabled: false }),
      },
    ],
  },

  evaluate({ properties: { SensitiveInformationPolicyConfig } }) {
    return requireFilters({
      path: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
      filters: SensitiveInformationPolicyConfig?.PiiEntitiesConfig,
      types: TYPES,
      holds: ({ Action, InputAction = Action, OutputAction = Action, InputEnabled, OutputEnabled }) =>
        InputAction === 'BLOCK' &&
        OutputAction === 'BLOCK' &&
        InputEnabled !== false &&
        OutputEnabled !== false,
      expected: 'Action BLOCK on input and output, both enabled',
    });
  },
});
