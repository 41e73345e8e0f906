import { all, compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const content = (rest: object) => ({
  ContentPolicyConfig: {
    FiltersConfig: [{ Type: 'HATE', InputStrength: 'HIGH', OutputStrength: 'HIGH' }],
    ...rest,
  },
});

/** What remains where neither policy is there. */
const NEITHER = notApplicable('it has neither content filters nor topics');

/** A policy that names no tier has the CLASSIC one. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-tiers.html */
const isStandard = (path: string, tier: string | undefined) =>
  tier === 'STANDARD' ? compliant : nonCompliant({ path, expected: 'STANDARD', actual: tier ?? null });

export default defineRule({
  id: 'bedrock-guardrail-standard-tier',
  revision: 1,
  title: 'Guardrail must use the STANDARD tier',
  rationale:
    'The CLASSIC tier understands English, French and Spanish. In any other language, and in code, harmful content and ' +
    'prompt attacks pass it more easily.',
  severity: 'MEDIUM',
  // It needs cross-Region inference, and whether data may leave the Region is not for us to say.
  profile: 'advisory',
  resourceType: 'AWS::Bedrock::Guardrail',
  controls: {
    published: {
      'owasp_llm_2025:LLM07:2025': 'sample-aiml-security-assessment OWASP page (BR-16)',
    },
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
    'Where your data may be processed in the Regions of a guardrail profile, set CrossRegionConfig, and STANDARD as ' +
    'TierName of ContentFiltersTierConfig and TopicsTierConfig; publish a version and point its callers to it.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-tiers.html'],
  examples: {
    compliant: [
      {
        name: 'content filters of the STANDARD tier',
        properties: content({ ContentFiltersTierConfig: { TierName: 'STANDARD' } }) as never,
      },
    ],
    nonCompliant: [
      {
        name: 'content filters of the CLASSIC tier',
        properties: content({ ContentFiltersTierConfig: { TierName: 'CLASSIC' } }) as never,
      },
      { name: 'content filters of no tier', properties: content({}) as never },
    ],
  },

  evaluate({ properties }) {
    return all([
      () => {
        const { ContentPolicyConfig: policy } = properties;
        const path = 'ContentPolicyConfig.ContentFiltersTierConfig.TierName';
        return policy ? isStandard(path, policy.ContentFiltersTierConfig?.TierName) : NEITHER;
      },
      () => {
        const { TopicPolicyConfig: policy } = properties;
        return policy
          ? isStandard('TopicPolicyConfig.TopicsTierConfig.TierName', policy.TopicsTierConfig?.TierName)
          : NEITHER;
      },
    ]);
  },
});
