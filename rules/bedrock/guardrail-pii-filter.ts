import { defineRule, nonCompliant, some } from '../../engine/rule.ts';

/** What entity and regex filters have in common. */
interface Filter {
  readonly Action?: string | undefined;
  readonly InputAction?: string | undefined;
  readonly InputEnabled?: boolean | undefined;
  readonly OutputAction?: string | undefined;
  readonly OutputEnabled?: boolean | undefined;
}

const entity = (filter: Record<string, string | boolean>) => ({
  SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'EMAIL', ...filter }] },
});

export default defineRule({
  id: 'bedrock-guardrail-pii-filter',
  revision: 1,
  title: 'Guardrail must block or mask personal data',
  rationale:
    'Without it a model repeats personal data from its context, its training or its tools to whoever asks, and ' +
    'what users paste in goes to the model and its logs unmasked.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::Guardrail',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-03':
        'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR01': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN01.AR02': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN02.AR01': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN02.AR02': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN04.AR01': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'finos_ccc_genai:CCC.GenAI.CN04.AR02': 'prowler bedrock_guardrail_sensitive_information_filter_enabled',
      'owasp_llm_2025:LLM02:2025': 'sample-aiml-security-assessment OWASP page (FS-45)',
    },
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
      'soc2_tsc:C1.2',
      'soc2_tsc:P4.2',
      'soc2_tsc:P4.3',
    ],
  },
  guidance:
    'List the kinds of personal data that you handle in SensitiveInformationPolicyConfig.PiiEntitiesConfig (or ' +
    'RegexesConfig) with Action BLOCK or ANONYMIZE, publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html'],
  examples: {
    compliant: [
      { name: 'an entity is masked', properties: entity({ Action: 'ANONYMIZE' }) },
      {
        name: 'a pattern of your own is blocked',
        properties: {
          SensitiveInformationPolicyConfig: {
            RegexesConfig: [{ Name: 'patient', Pattern: 'P-[0-9]{8}', Action: 'BLOCK' }],
          },
        },
      },
    ],
    nonCompliant: [
      { name: 'no filter', properties: {} },
      { name: 'the only filter detects and does nothing', properties: entity({ Action: 'NONE' }) },
      {
        name: 'the only filter is off for input and output',
        properties: entity({ Action: 'BLOCK', InputEnabled: false, OutputEnabled: false }),
      },
    ],
  },

  evaluate({ properties: { SensitiveInformationPolicyConfig: policy } }) {
    const filters = [...readers(policy?.PiiEntitiesConfig), ...readers(policy?.RegexesConfig)];
    return some(
      filters,
      (read) => acts(read()),
      () =>
        nonCompliant({
          path: 'SensitiveInformationPolicyConfig',
          expected: 'a filter with Action BLOCK or ANONYMIZE, enabled',
          actual: filters.length === 0 ? null : `${filters.length} that only detect or are off`,
        }),
    );
  },
});

/** Each element is read only when its turn comes: an unknown one must not hide its neighbours. */
const readers = (filters: readonly Filter[] = []): (() => Filter)[] =>
  Array.from({ length: filters.length }, (_, index) => () => filters[index] ?? {});

/** Acting on one side is enough: a form may need the address that an answer must not tell. */
const acts = (filter: Filter): boolean =>
  (filter.InputEnabled !== false && protects(filter.InputAction ?? filter.Action)) ||
  (filter.OutputEnabled !== false && protects(filter.OutputAction ?? filter.Action));

const protects = (action: string | undefined): boolean => action === 'BLOCK' || action === 'ANONYMIZE';
