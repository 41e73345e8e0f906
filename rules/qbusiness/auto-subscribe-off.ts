import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'qbusiness-auto-subscribe-off',
  revision: 1,
  title: 'Q Business automatic subscription must be off',
  rationale:
    'Whoever signs in for the first time is subscribed and billed, without anybody having decided that this person needs ' +
    'the application: costs and the circle of users grow by themselves.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::QBusiness::Application',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.6',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.6',
      'mitre_atlas:AML.M0004',
      'nist_800_53_r5:AU-6',
      'nist_800_53_r5:SC-5',
      'nist_800_53_r5:SC-6',
      'nist_ai_rmf_1_0:MANAGE 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:A1.1',
      'soc2_tsc:CC7.2',
    ],
  },
  guidance:
    'Set AutoSubscriptionConfiguration.AutoSubscribe to DISABLED with UpdateApplication, and subscribe users and groups ' +
    'yourself.',
  references: ['https://docs.aws.amazon.com/amazonq/latest/api-reference/API_UpdateApplication.html'],
  examples: {
    compliant: [
      { name: 'switched off', properties: { AutoSubscriptionConfiguration: { AutoSubscribe: 'DISABLED' } } },
      { name: 'nothing is said', properties: {} },
    ],
    nonCompliant: [
      {
        name: 'switched on',
        properties: {
          AutoSubscriptionConfiguration: { AutoSubscribe: 'ENABLED', DefaultSubscriptionType: 'Q_LITE' },
        },
      },
    ],
  },

  evaluate({ properties: { AutoSubscriptionConfiguration } }) {
    const actual = AutoSubscriptionConfiguration?.AutoSubscribe;
    return actual === 'ENABLED'
      ? nonCompliant({ path: 'AutoSubscriptionConfiguration.AutoSubscribe', expected: 'DISABLED', actual })
      : compliant;
  },
});
