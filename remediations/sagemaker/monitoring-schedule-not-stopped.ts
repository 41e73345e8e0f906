import type { StartMonitoringScheduleCommandInput } from '@aws-sdk/client-sagemaker';
import { apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';
import { describeSchedule, settled } from './_monitoring-schedule.ts';

export default defineRemediation({
  id: 'sagemaker-monitoring-schedule-not-stopped',
  title: 'Start the monitoring schedule',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  repairs: ['sagemaker-monitoring-schedule-not-stopped'],
  risk: 'safe',
  breaks: 'Nothing that is there changes. Its jobs run again, and are paid for.',
  permissions: [
    'sagemaker:DescribeMonitoringSchedule',
    'sagemaker:StartMonitoringSchedule',
    'sagemaker:StopMonitoringSchedule',
  ],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartMonitoringSchedule.html'],

  async read({ id }, ask) {
    const { MonitoringScheduleStatus } = await ask(describeSchedule(id));
    return { MonitoringScheduleStatus };
  },

  plan({ resource: { id }, before: { MonitoringScheduleStatus: was }, observations }) {
    const isRun = ({ path }: { readonly path: string }) => path.startsWith('LastMonitoringExecutionSummary');
    if (observations.some(isRun))
      return refuse('its last run failed, and would again: see its FailureReason');
    if (was !== 'Stopped')
      return refuse(`the schedule is ${String(was)}: only one that is Stopped is started`);
    return draft(
      [change('MonitoringScheduleStatus', was, 'Scheduled')],
      [
        {
          call: move('StartMonitoringSchedule', id),
          until: settled(id, 'Scheduled'),
          undo: { call: move('StopMonitoringSchedule', id), until: settled(id, 'Stopped') },
        },
      ],
    );
  },
});

/** Start and Stop take the same input. */
const move = (
  operation: 'StartMonitoringSchedule' | 'StopMonitoringSchedule',
  MonitoringScheduleName: string,
) => apiCall<StartMonitoringScheduleCommandInput>('sagemaker', operation, { MonitoringScheduleName });
