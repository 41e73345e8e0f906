import type { DescribeMonitoringScheduleResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, listPage, notFound, tags } from './_shared.ts';

type Schedule = Answer<DescribeMonitoringScheduleResponse>;

const schedules = createTable<Schedule>();

const CHANGE_MS = 10_000;

export const monitoringSchedule = {
  CreateMonitoringSchedule(input, call) {
    const { MonitoringScheduleName: name, MonitoringScheduleConfig, Tags } = input;
    const arn = call.arn(`monitoring-schedule/${name.toLowerCase()}`);
    if (schedules.get(call, name)) throw inUse(`Monitoring Schedule ${arn} already exists`);
    const begun: Schedule = {
      MonitoringScheduleArn: arn,
      MonitoringScheduleName: name,
      MonitoringScheduleStatus: 'Pending',
      MonitoringType: MonitoringScheduleConfig.MonitoringType ?? 'DataQuality',
      MonitoringScheduleConfig,
      EndpointName: endpointIn(MonitoringScheduleConfig),
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    };
    settleIn(call, begun, 'Scheduled');
    tags.start(call, arn, fromTagList(Tags));
    return { MonitoringScheduleArn: arn };
  },

  DescribeMonitoringSchedule: (input, call) => find(call, input.MonitoringScheduleName),

  ListMonitoringSchedules(input, call) {
    const asked = schedules
      .list(call)
      .filter(({ EndpointName }) => input.EndpointName === undefined || EndpointName === input.EndpointName);
    const { page, NextToken } = listPage(asked, input, {
      name: (row) => row.MonitoringScheduleName,
      status: (row) => row.MonitoringScheduleStatus,
    });
    return { MonitoringScheduleSummaries: page, NextToken };
  },

  // The configuration is replaced as a whole: what the new one does not name is gone.
  UpdateMonitoringSchedule(input, call) {
    const current = find(call, input.MonitoringScheduleName);
    const { MonitoringScheduleConfig } = input;
    const EndpointName = endpointIn(MonitoringScheduleConfig);
    settleIn(call, { ...current, MonitoringScheduleConfig, EndpointName }, current.MonitoringScheduleStatus);
    return { MonitoringScheduleArn: current.MonitoringScheduleArn };
  },

  StartMonitoringSchedule(input, call) {
    settleIn(call, find(call, input.MonitoringScheduleName), 'Scheduled');
    return {};
  },

  StopMonitoringSchedule(input, call) {
    settleIn(call, find(call, input.MonitoringScheduleName), 'Stopped');
    return {};
  },

  DeleteMonitoringSchedule(input, call) {
    const current = find(call, input.MonitoringScheduleName);
    const leaving: Schedule = { ...current, MonitoringScheduleStatus: 'Pending' };
    schedules.put(call, input.MonitoringScheduleName, leaving, {
      afterMs: CHANGE_MS,
      become: () => undefined,
    });
    tags.end(call, current.MonitoringScheduleArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, name: string): Schedule {
  const found = schedules.get(call, name);
  if (found === undefined) throw notFound(`Monitoring Schedule ${name} not found`);
  return found;
}

function settleIn(call: Call, changed: Schedule, status: Schedule['MonitoringScheduleStatus']): void {
  const begun: Schedule = {
    ...changed,
    MonitoringScheduleStatus: 'Pending',
    LastModifiedTime: call.now(),
  };
  schedules.put(call, changed.MonitoringScheduleName ?? '', begun, {
    afterMs: CHANGE_MS,
    become: (at) => ({ ...begun, MonitoringScheduleStatus: status, LastModifiedTime: at }),
  });
}

const endpointIn = (config: Schedule['MonitoringScheduleConfig']): string | undefined =>
  config?.MonitoringJobDefinition?.MonitoringInputs?.[0]?.EndpointInput?.EndpointName;
