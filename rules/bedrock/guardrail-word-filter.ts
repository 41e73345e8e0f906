import { defineRule, nonCompliant, some } from '../../engine/rule.ts';

/** What words and managed lists have in common; by default both sides are on, and block. */
interface Filter {
  readonly InputAction?: string | undefined;
  readonly InputEnabled?: boolean | undefined;
  readonly OutputAction?: string | undefined;
  readonly OutputEnabled?: boolean | undefined;
}

const profanity = (rest: Record<string, string | boolean>) => ({
  WordPolicyConfig: { ManagedWordListsConfig: [{ Type: 'PROFANITY', ...rest }] },
});

export default defineRule({
  id: 'bedrock-guardrail-word-filter',
  revision: 1,
  title: 'Guardrail must have a word filter or managed profanity list',
  rationale:
    'Content filters weigh what a sentence means; only a list of words is sure to stop a word. Without one, the model ' +
    'swears in your name, or says what you never say.',
  severity: 'MEDIUM',
  profile: 'advisory',
  resourceType: 'AWS::Bedrock::Guardrail',
  controls: {
    published: {},
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
    'List PROFANITY in WordPolicyConfig.ManagedWordListsConfig, or your own words in WordsConfig, publish a version and ' +
    'point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-word-filters.html'],
  examples: {
    compliant: [
      { name: 'the managed list', properties: profanity({}) },
      { name: 'a word of your own', properties: { WordPolicyConfig: { WordsConfig: [{ Text: 'rival' }] } } },
    ],
    nonCompliant: [
      { name: 'no words', properties: {} },
      {
        name: 'the only list detects and does nothing',
        properties: profanity({ InputAction: 'NONE', OutputAction: 'NONE' }),
      },
      {
        name: 'the only list is off',
        properties: profanity({ InputEnabled: false, OutputEnabled: false }),
      },
    ],
  },

  evaluate({ properties: { WordPolicyConfig: policy } }) {
    const filters = [...readers(policy?.ManagedWordListsConfig), ...readers(policy?.WordsConfig)];
    return some(
      filters,
      (read) => acts(read()),
      () =>
        nonCompliant({
          path: 'WordPolicyConfig',
          expected: 'a word or a managed list that blocks',
          actual: filters.length === 0 ? null : `${filters.length} that only detect or are off`,
        }),
    );
  },
});

/** Each element is read only when its turn comes: an unknown one must not hide its neighbours. */
const readers = (filters: readonly Filter[] = []): (() => Filter)[] =>
  Array.from({ length: filters.length }, (_, index) => () => filters[index] ?? {});

/** Acting on one side is enough: some words may be asked about, but not said. */
const acts = ({ InputAction, InputEnabled, OutputAction, OutputEnabled }: Filter): boolean =>
  (InputEnabled !== false && InputAction !== 'NONE') || (OutputEnabled !== false && OutputAction !== 'NONE');
