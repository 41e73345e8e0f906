import { SageMakerClient, StopMonitoringScheduleCommand } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/monitoring-schedule-not-stopped.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyJob, schedule } from './monitoring-schedule.ts';

const rule = 'sagemaker-monitoring-schedule-not-stopped';

const stopped = (make: ReturnType<typeof schedule>) => async (door: Emulated) => {
  const ref = await make(door);
  const stop = new StopMonitoringScheduleCommand({ MonitoringScheduleName: ref.id });
  await door.client(SageMakerClient).send(stop);
  return ref;
};

const scene = { name: 'a schedule that somebody stopped', rule, make: stopped(schedule()) } as const;

itPutsRight(remediation, [scene], {
  anyScene: anyJob.map((job) => ({ ...scene, make: stopped(schedule(job)) })),
});

describe('what is refused', () => {
  const plan = (MonitoringScheduleStatus: string, path = 'MonitoringScheduleStatus') =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::MonitoringSchedule', 'chat'), source: 'live', properties: {} },
      before: { MonitoringScheduleStatus },
      rule,
      observations: [{ path, expected: 'Scheduled', actual: MonitoringScheduleStatus }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['one that failed', plan('Failed'), 'Failed'],
    ['one that runs', plan('Scheduled'), 'Scheduled'],
    [
      'one whose last run failed',
      plan('Stopped', 'LastMonitoringExecutionSummary.MonitoringExecutionStatus'),
      'FailureReason',
    ],
  ])('%s', (_, planned, why) => {
    expect(planned).toEqual({ refused: expect.stringContaining(why) });
  });
});
