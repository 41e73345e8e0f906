import { defineRemediation } from '../remediation.ts';
import { readSchedule, rewriting } from './_monitoring-schedule.ts';

export default defineRemediation({
  id: 'sagemaker-monitoring-schedule-network',
  title: 'Isolate the monitoring jobs’ network, and encrypt what their containers exchange',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  repairs: [
    'sagemaker-monitoring-schedule-network-isolation',
    'sagemaker-monitoring-schedule-intercontainer-encryption',
  ],
  risk: 'disruptive',
  breaks:
    'From the next run on: a container of your own that calls anything over the network fails once it is isolated (SageMaker ' +
    'brings data in and out by itself); jobs on several instances take longer where they encrypt.',
  permissions: ['sagemaker:DescribeMonitoringSchedule', 'sagemaker:UpdateMonitoringSchedule'],
  implied: { 'iam:PassRole': 'sagemaker:UpdateMonitoringSchedule names the job’s role again' },
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateMonitoringSchedule.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringNetworkConfig.html',
  ],

  read: ({ id }, ask) => readSchedule(id, ask),
  plan: (asked) => rewriting(asked, true),
});
