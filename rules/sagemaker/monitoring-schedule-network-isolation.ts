import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';
import { JOB, ofInlineJob } from '../_families/inline-monitoring-job.ts';

const job = (NetworkConfig: Record<string, boolean>) => ({
  MonitoringScheduleConfig: { MonitoringJobDefinition: { NetworkConfig } },
});

export default defineRule({
  id: 'sagemaker-monitoring-schedule-network-isolation',
  revision: 1,
  title: 'Monitoring schedule must enable network isolation',
  rationale:
    'A monitoring job reads what your endpoint was asked and what it answered. A container that can open connections can ' +
    'send that, and the credentials of its role, to whoever wrote it.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27001_2022:A.8.20',
      'iso27001_2022:A.8.22',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_800_53_r5:SC-7(5)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Set MonitoringJobDefinition.NetworkConfig.EnableNetworkIsolation: true with UpdateMonitoringSchedule, and say all else of ' +
    'the configuration again: it is replaced as a whole.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringNetworkConfig.html'],
  examples: {
    compliant: [{ name: 'isolated', properties: job({ EnableNetworkIsolation: true }) }],
    nonCompliant: [
      { name: 'not isolated', properties: job({ EnableNetworkIsolation: false }) },
      { name: 'nothing is said, and the default is false', properties: job({}) },
    ],
  },

  evaluate({ properties }) {
    return ofInlineJob(properties, ({ NetworkConfig }) =>
      exactly({
        path: `${JOB}.NetworkConfig.EnableNetworkIsolation`,
        expected: true,
        actual: NetworkConfig?.EnableNetworkIsolation,
      }),
    );
  },
});
