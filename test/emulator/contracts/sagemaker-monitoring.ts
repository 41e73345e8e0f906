import {
  CreateMonitoringScheduleCommand,
  DescribeMonitoringScheduleCommand,
  ListMonitoringSchedulesCommand,
  SageMakerClient,
  StartMonitoringScheduleCommand,
  StopMonitoringScheduleCommand,
  UpdateMonitoringScheduleCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import type { Endpoint } from '../kit.ts';
import { MONITORING } from './sagemaker-kinds.ts';

/** What SageMaker promises about monitoring schedules. */
export function sagemakerMonitoringContract(open: () => Endpoint): void {
  const name = { MonitoringScheduleName: 'chat' };

  const made = async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const create = { ...name, MonitoringScheduleConfig: MONITORING };
    await sagemaker.send(new CreateMonitoringScheduleCommand(create));
    const describe = () => sagemaker.send(new DescribeMonitoringScheduleCommand(name));
    return { endpoint, sagemaker, describe };
  };

  it('a schedule is pending, then scheduled; it is stopped, and started again', async () => {
    const { endpoint, sagemaker, describe } = await made();
    expect(await describe()).toMatchObject({ MonitoringScheduleStatus: 'Pending', EndpointName: 'chat' });
    await endpoint.settle();
    expect(await describe()).toMatchObject({ MonitoringScheduleStatus: 'Scheduled' });
    await sagemaker.send(new StopMonitoringScheduleCommand(name));
    await endpoint.settle();
    expect(await describe()).toMatchObject({ MonitoringScheduleStatus: 'Stopped' });
    await sagemaker.send(new StartMonitoringScheduleCommand(name));
    await endpoint.settle();
    expect(await describe()).toMatchObject({ MonitoringScheduleStatus: 'Scheduled' });
  });

  it('an update of a schedule replaces its whole configuration', async () => {
    const { endpoint, sagemaker, describe } = await made();
    await endpoint.settle();
    const MonitoringScheduleConfig = {
      MonitoringJobDefinitionName: 'drift',
      MonitoringType: 'ModelQuality' as const,
      ScheduleConfig: MONITORING.ScheduleConfig,
    };
    await sagemaker.send(new UpdateMonitoringScheduleCommand({ ...name, MonitoringScheduleConfig }));
    await endpoint.settle();
    const described = await describe();
    expect(described.MonitoringScheduleConfig).toEqual(MonitoringScheduleConfig);
    expect(described.MonitoringScheduleStatus).toBe('Scheduled');
  });

  it('schedules are listed by their endpoint', async () => {
    const { sagemaker } = await made();
    const of = async (EndpointName: string) => {
      const list = await sagemaker.send(new ListMonitoringSchedulesCommand({ EndpointName }));
      return list.MonitoringScheduleSummaries?.map((row) => row.MonitoringScheduleName);
    };
    expect(await of('chat')).toEqual(['chat']);
    expect(await of('search')).toEqual([]);
  });
}
