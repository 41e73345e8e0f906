import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const LOGGING = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';
const referrers = [`${LOGGING} model-invocation-logging-configuration/eu-west-1`];

/** Log groups serve much; only where Bedrock logs to them, or the settings say so, are they meant. */
const LOGS_INVOCATIONS = new RegExp(`^(${LOGGING}|the settings)`);

export default defineRule({
  id: 'bedrock-invocation-log-retention',
  revision: 1,
  title: 'Invocation log group must keep logs for the regulatory period',
  rationale:
    'What is deleted before anybody asks for it proves nothing. The EU AI Act has deployers of high-risk systems keep ' +
    'their logs for six months at least.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Logs::LogGroup',
  referencedBy: true,
  parameters: {
    minimumDays: {
      kind: 'number',
      description: 'Days that invocation logs must be kept at least; six months have up to 184',
      default: 184,
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 18',
      'eu_ai_act_2024_1689:Art. 19',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.15',
      'iso27701_2019:7.4.7',
      'iso42001_2023:A.6.2.8',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:AU-11',
      'nist_800_53_r5:AU-9',
      'nist_800_53_r5:SI-12',
      'nist_ai_rmf_1_0:MEASURE 2.8',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC7.2',
    ],
  },
  guidance:
    'Set RetentionInDays with PutRetentionPolicy to one of the values that CloudWatch Logs takes, 365 for six months; ' +
    'without a value events never expire.',
  references: [
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
  ],
  examples: {
    compliant: [
      { name: 'a year', properties: { RetentionInDays: 365 }, referrers },
      { name: 'nothing ever expires', properties: {}, referrers },
    ],
    nonCompliant: [{ name: 'a month', properties: { RetentionInDays: 30 }, referrers }],
  },

  evaluate({ properties: { RetentionInDays: days } }, context) {
    if (!context.referrers().some((referrer) => LOGS_INVOCATIONS.test(referrer))) {
      return notApplicable('Bedrock does not log invocations to it');
    }
    const { minimumDays } = context.parameters;
    return days === undefined || days >= minimumDays
      ? compliant
      : nonCompliant({ path: 'RetentionInDays', expected: `at least ${minimumDays}`, actual: days });
  },
});
