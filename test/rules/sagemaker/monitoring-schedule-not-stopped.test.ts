import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/monitoring-schedule-not-stopped.ts';
import { testRule } from '../../support/judge-rule.ts';

const schedule = (MonitoringScheduleStatus: string, MonitoringExecutionStatus?: string) => ({
  MonitoringScheduleStatus,
  ...(MonitoringExecutionStatus && { LastMonitoringExecutionSummary: { MonitoringExecutionStatus } }),
});

const RUN = 'LastMonitoringExecutionSummary.MonitoringExecutionStatus';
const stopped = { path: 'MonitoringScheduleStatus', expected: 'Scheduled', actual: 'Stopped' };
const failed = { path: RUN, expected: 'Completed', actual: 'Failed' };

testRule(rule, {
  COMPLIANT: {
    'it runs, and has not run yet': { properties: schedule('Scheduled') },
    'it is on its way': { properties: schedule('Pending') },
    'its last run found nothing': { properties: schedule('Scheduled', 'Completed') },
    'its last run found violations': { properties: schedule('Scheduled', 'CompletedWithViolations') },
    'a run is under way': { properties: schedule('Scheduled', 'InProgress') },
    'somebody stopped a single run': { properties: schedule('Scheduled', 'Stopped') },
  },
  NON_COMPLIANT: {
    stopped: { properties: schedule('Stopped', 'Completed'), observations: [stopped] },
    failed: { properties: schedule('Failed'), observations: [{ ...stopped, actual: 'Failed' }] },
    'its last run failed': { properties: schedule('Scheduled', 'Failed'), observations: [failed] },
    'stopped after a run that failed': {
      properties: schedule('Stopped', 'Failed'),
      observations: [stopped, failed],
    },
  },
  INSUFFICIENT_DATA: {
    'a template does not tell': {
      properties: { MonitoringScheduleName: 'chat' },
      because: 'whether it runs is known only once it is there',
    },
    'an unknown last run': {
      properties: { ...schedule('Scheduled'), LastMonitoringExecutionSummary: unknown('not read') },
    },
  },
});
