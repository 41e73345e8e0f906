import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

/**
 * What a runtime has that names none; an idle time is never longer than the life.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html
 */
const DEFAULT = { idleSeconds: 900, lifetimeSeconds: 28_800 };

const lifecycle = (IdleRuntimeSessionTimeout: number, MaxLifetime: number) => ({
  LifecycleConfiguration: { IdleRuntimeSessionTimeout, MaxLifetime },
});

export default defineRule({
  id: 'agentcore-runtime-lifecycle-bounds',
  revision: 1,
  title: 'Agent runtime sessions must be bounded',
  rationale:
    'A session keeps what a user said, and the credentials of the role, in the memory of its machine. The longer it ' +
    'may idle and live, the longer a stolen session id or an injected prompt goes on working.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  parameters: {
    idleSeconds: {
      kind: 'number',
      description: 'Most seconds that a session may idle. The default is AWS’s own.',
      default: DEFAULT.idleSeconds,
    },
    lifetimeSeconds: {
      kind: 'number',
      description: 'Most seconds that the machine of a session may live. The default is AWS’s own.',
      default: DEFAULT.lifetimeSeconds,
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.5',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0031',
      'nist_800_53_r5:AC-12',
      'nist_800_53_r5:SC-10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Set LifecycleConfiguration.IdleRuntimeSessionTimeout and LifecycleConfiguration.MaxLifetime to the limits or less.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html',
  ],
  examples: {
    compliant: [
      { name: 'a quarter of an hour, and eight hours', properties: lifecycle(900, 28_800) },
      { name: 'AWS’s own limits', properties: {} },
    ],
    nonCompliant: [
      { name: 'an idle hour', properties: lifecycle(3600, 28_800) },
      {
        name: 'eight hours where one is the limit',
        properties: {},
        parameters: { lifetimeSeconds: 3600 },
      },
    ],
  },

  evaluate({ properties: { LifecycleConfiguration } }, { parameters: { idleSeconds, lifetimeSeconds } }) {
    const { IdleRuntimeSessionTimeout: idle, MaxLifetime: life } = LifecycleConfiguration ?? {};
    const lasts = life ?? DEFAULT.lifetimeSeconds;
    const [first, ...others] = [
      {
        path: 'LifecycleConfiguration.IdleRuntimeSessionTimeout',
        seconds: idle ?? Math.min(DEFAULT.idleSeconds, lasts),
        most: idleSeconds,
        actual: idle ?? null,
      },
      {
        path: 'LifecycleConfiguration.MaxLifetime',
        seconds: lasts,
        most: lifetimeSeconds,
        actual: life ?? null,
      },
    ]
      .filter(({ seconds, most }) => seconds > most)
      .map(({ path, most, actual }) => ({ path, expected: `at most ${most}`, actual }));
    return first ? nonCompliant(first, ...others) : compliant;
  },
});
