import { all, defineRule, each, notApplicable, type PropertiesOf } from '../../engine/rule.ts';
import { isMarked } from '../_families/tag-marks.ts';

/** What filters of all policies have in common; absent means on, and blocking. */
interface Filter {
  readonly Action?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly InputAction?: string | undefined;
  readonly InputEnabled?: boolean | undefined;
  readonly InputStrength?: string | undefined;
  readonly OutputAction?: string | undefined;
  readonly OutputEnabled?: boolean | undefined;
  readonly OutputStrength?: string | undefined;
}

type Member = 'Action' | 'InputAction' | 'OutputAction';

/** Where a filter may only detect: it looks, and its action is NONE. */
const ONLY_DETECTS: Readonly<Record<Member, (filter: Filter) => boolean>> = {
  InputAction: (filter) => filter.InputAction === 'NONE' && looksAtInput(filter),
  OutputAction: (filter) => filter.OutputAction === 'NONE' && looksAtOutput(filter),
  // It holds for what has no action of its own.
  Action: (filter) =>
    filter.Action === 'NONE' &&
    ((filter.InputAction === undefined && looksAtInput(filter)) ||
      (filter.OutputAction === undefined && looksAtOutput(filter))),
};

const looksAtInput = ({ Enabled, InputEnabled, InputStrength }: Filter): boolean =>
  Enabled !== false && InputEnabled !== false && InputStrength !== 'NONE';

const looksAtOutput = ({ Enabled, OutputEnabled, OutputStrength }: Filter): boolean =>
  Enabled !== false && OutputEnabled !== false && OutputStrength !== 'NONE';

const MEMBERS = ['InputAction', 'OutputAction', 'Action'] as const satisfies readonly Member[];

interface List {
  readonly path: string;
  readonly expected: string;
  of(properties: PropertiesOf<'AWS::Bedrock::Guardrail'>): readonly Filter[] | undefined;
}

const LISTS: readonly List[] = [
  {
    path: 'ContentPolicyConfig.FiltersConfig',
    expected: 'BLOCK',
    of: ({ ContentPolicyConfig }) => ContentPolicyConfig?.FiltersConfig,
  },
  {
    path: 'TopicPolicyConfig.TopicsConfig',
    expected: 'BLOCK',
    of: ({ TopicPolicyConfig }) => TopicPolicyConfig?.TopicsConfig,
  },
  {
    path: 'WordPolicyConfig.WordsConfig',
    expected: 'BLOCK',
    of: ({ WordPolicyConfig }) => WordPolicyConfig?.WordsConfig,
  },
  {
    path: 'WordPolicyConfig.ManagedWordListsConfig',
    expected: 'BLOCK',
    of: ({ WordPolicyConfig }) => WordPolicyConfig?.ManagedWordListsConfig,
  },
  {
    path: 'ContextualGroundingPolicyConfig.FiltersConfig',
    expected: 'BLOCK',
    of: ({ ContextualGroundingPolicyConfig }) => ContextualGroundingPolicyConfig?.FiltersConfig,
  },
  {
    path: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
    expected: 'BLOCK or ANONYMIZE',
    of: ({ SensitiveInformationPolicyConfig }) => SensitiveInformationPolicyConfig?.PiiEntitiesConfig,
  },
  {
    path: 'SensitiveInformationPolicyConfig.RegexesConfig',
    expected: 'BLOCK or ANONYMIZE',
    of: ({ SensitiveInformationPolicyConfig }) => SensitiveInformationPolicyConfig?.RegexesConfig,
  },
];

const production = (ContentPolicyConfig: object) => ({
  properties: { Tags: [{ Key: 'stage', Value: 'production' }], ContentPolicyConfig } as never,
  parameters: { productionTags: ['stage=production'] },
});
const hate = (rest: object) =>
  production({ FiltersConfig: [{ Type: 'HATE', InputStrength: 'HIGH', OutputStrength: 'HIGH', ...rest }] });

export default defineRule({
  id: 'bedrock-guardrail-not-detect-only',
  revision: 1,
  title: 'Guardrail must not be in detect-only mode in production',
  rationale:
    'A filter with action NONE writes into a trace that it would have blocked, and lets pass. That is for trying it ' +
    'out; in production it only looks like protection.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::Bedrock::Guardrail',
  parameters: {
    productionTags: {
      kind: 'strings',
      description: 'Tags of guardrails in production, as key or key=value. Empty: the rule does not apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.26',
      'iso42001_2023:A.6.1.3',
      'iso42001_2023:A.9.2',
      'iso42001_2023:A.9.4',
      'mitre_atlas:AML.M0020',
      'mitre_atlas:AML.M0033',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:SI-10',
      'nist_800_53_r5:SI-15',
      'nist_ai_rmf_1_0:MANAGE 1.3',
      'nist_ai_rmf_1_0:MEASURE 2.6',
      'owasp_llm_2025:LLM01:2025',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM05:2025',
      'soc2_tsc:CC5.2',
      'soc2_tsc:PI1.3',
    ],
  },
  guidance:
    'Set InputAction and OutputAction of each filter, topic, word and entity to BLOCK (entities and patterns also take ' +
    'ANONYMIZE), publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateGuardrail.html'],
  examples: {
    compliant: [{ name: 'a filter that blocks', ...hate({ InputAction: 'BLOCK', OutputAction: 'BLOCK' }) }],
    nonCompliant: [
      { name: 'a filter only detects in prompts', ...hate({ InputAction: 'NONE' }) },
      { name: 'a filter only detects in answers', ...hate({ OutputAction: 'NONE' }) },
    ],
  },

  evaluate({ properties }, { parameters: { productionTags } }) {
    if (productionTags.length === 0) return notApplicable('no tags are set that mark production');
    if (!isMarked(properties.Tags, productionTags)) return notApplicable('it is not tagged as production');
    return all(
      LISTS.flatMap(({ path, expected, of }) =>
        MEMBERS.map(
          (member) => () =>
            each(of(properties) ?? [], (filter, index) =>
              ONLY_DETECTS[member](filter)
                ? { path: `${path}[${index}].${member}`, expected, actual: 'NONE' }
                : undefined,
            ),
        ),
      ),
    );
  },
});
