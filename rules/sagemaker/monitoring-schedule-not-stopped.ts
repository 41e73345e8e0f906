import {
  all,
  compliant,
  defineRule,
  insufficientData,
  nonCompliant,
  type PropertiesOf,
  type Verdict,
} from '../../engine/rule.ts';

type Schedule = PropertiesOf<'AWS::SageMaker::MonitoringSchedule'>;

export default defineRule({
  id: 'sagemaker-monitoring-schedule-not-stopped',
  revision: 1,
  title: 'Monitoring schedule must be running and not failing',
  rationale:
    'A schedule that stands still or fails looks like one that finds nothing: drift, and data that was tampered with, go ' +
    'unnoticed.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'eu_ai_act_2024_1689:Art. 26',
      'eu_ai_act_2024_1689:Art. 72',
      'iso27001_2022:A.8.16',
      'iso42001_2023:A.6.2.6',
      'mitre_atlas:AML.M0008',
      'mitre_atlas:AML.M0024',
      'nist_800_53_r5:CA-7',
      'nist_800_53_r5:SI-4',
      'nist_ai_rmf_1_0:MANAGE 4.1',
      'nist_ai_rmf_1_0:MEASURE 2.4',
      'nist_ai_rmf_1_0:MEASURE 3.1',
      'owasp_llm_2025:LLM09:2025',
      'soc2_tsc:CC7.2',
      'soc2_tsc:PI1.4',
    ],
  },
  guidance:
    'Start it with StartMonitoringSchedule; where it failed, read FailureReason and correct what it names first. Delete a ' +
    'schedule that is no longer wanted.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartMonitoringSchedule.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-results.html',
  ],
  examples: {
    compliant: [
      { name: 'it runs', properties: { MonitoringScheduleStatus: 'Scheduled' } },
      {
        name: 'it runs, and found violations: it does what it is there for',
        properties: {
          MonitoringScheduleStatus: 'Scheduled',
          LastMonitoringExecutionSummary: { MonitoringExecutionStatus: 'CompletedWithViolations' },
        },
      },
    ],
    nonCompliant: [
      { name: 'somebody stopped it', properties: { MonitoringScheduleStatus: 'Stopped' } },
      {
        name: 'its last run failed',
        properties: {
          MonitoringScheduleStatus: 'Scheduled',
          LastMonitoringExecutionSummary: { MonitoringExecutionStatus: 'Failed' },
        },
      },
    ],
  },

  evaluate({ properties }) {
    return all([() => schedule(properties), () => lastRun(properties)]);
  },
});

function schedule({ MonitoringScheduleStatus: status }: Schedule): Verdict {
  if (status === undefined) return insufficientData('whether it runs is known only once it is there');
  const stands = status === 'Stopped' || status === 'Failed';
  if (!stands) return compliant;
  return nonCompliant({ path: 'MonitoringScheduleStatus', expected: 'Scheduled', actual: status });
}

function lastRun({ LastMonitoringExecutionSummary: run }: Schedule): Verdict {
  if (run?.MonitoringExecutionStatus !== 'Failed') return compliant;
  const path = 'LastMonitoringExecutionSummary.MonitoringExecutionStatus';
  return nonCompliant({ path, expected: 'Completed', actual: run.MonitoringExecutionStatus });
}
