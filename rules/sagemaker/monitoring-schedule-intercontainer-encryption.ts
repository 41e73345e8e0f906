import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';
import { JOB, ofInlineJob } from '../_families/inline-monitoring-job.ts';

const job = (NetworkConfig: Record<string, boolean>) => ({
  MonitoringScheduleConfig: { MonitoringJobDefinition: { NetworkConfig } },
});

export default defineRule({
  id: 'sagemaker-monitoring-schedule-intercontainer-encryption',
  revision: 1,
  title: 'Monitoring schedule must encrypt inter-container traffic',
  rationale:
    'Where a monitoring job runs on several instances, they exchange captured requests and answers; by default in the ' +
    'clear.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.14',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso27701_2019:7.4.9',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-8',
      'nist_800_53_r5:SC-8(1)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance:
    'Set MonitoringJobDefinition.NetworkConfig.EnableInterContainerTrafficEncryption: true with UpdateMonitoringSchedule, and say all else of ' +
    'the configuration again: it is replaced as a whole.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringNetworkConfig.html'],
  examples: {
    compliant: [
      {
        name: 'encrypted',
        properties: job({ EnableInterContainerTrafficEncryption: true }),
      },
    ],
    nonCompliant: [
      {
        name: 'in the clear',
        properties: job({ EnableInterContainerTrafficEncryption: false }),
      },
      { name: 'nothing is said, and the default is false', properties: job({}) },
    ],
  },

  evaluate({ properties }) {
    return ofInlineJob(properties, ({ NetworkConfig }) =>
      exactly({
        path: `${JOB}.NetworkConfig.EnableInterContainerTrafficEncryption`,
        expected: true,
        actual: NetworkConfig?.EnableInterContainerTrafficEncryption,
      }),
    );
  },
});
