import { defineRemediation, refuse } from '../remediation.ts';
import { readSchedule, rewriting } from './_monitoring-schedule.ts';

export default defineRemediation({
  id: 'sagemaker-monitoring-schedule-kms',
  title: 'Encrypt the monitoring jobs’ volume and output with your own key',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  repairs: ['sagemaker-monitoring-schedule-kms'],
  risk: 'disruptive',
  breaks:
    'From the next run on the job’s role, and whoever reads its reports, need to use the key: without, runs fail. Reports ' +
    'written before stay as they are.',
  permissions: ['sagemaker:DescribeMonitoringSchedule', 'sagemaker:UpdateMonitoringSchedule'],
  implied: { 'iam:PassRole': 'sagemaker:UpdateMonitoringSchedule names the job’s role again' },
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateMonitoringSchedule.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringClusterConfig.html',
  ],

  read: ({ id }, ask) => readSchedule(id, ask),
  plan(asked) {
    const { kmsKeyArn } = asked.options;
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    return rewriting(asked, kmsKeyArn);
  },
});
