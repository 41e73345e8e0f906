import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/monitoring-schedule-network.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyJob, schedule, VpcConfig } from './monitoring-schedule.ts';

const isolation = 'sagemaker-monitoring-schedule-network-isolation';
const encryption = 'sagemaker-monitoring-schedule-intercontainer-encryption';

itPutsRight(
  remediation,
  [
    { name: 'a job that says nothing of its network', rule: isolation, make: schedule() },
    {
      name: 'an isolated job in a VPC, in the clear',
      rule: encryption,
      make: schedule({ NetworkConfig: { EnableNetworkIsolation: true, VpcConfig } }),
    },
  ],
  {
    anyScene: fc
      .record({
        job: anyJob,
        rule: fc.constantFrom(isolation, encryption),
        network: fc.record({ VpcConfig: fc.constant(VpcConfig) }, { requiredKeys: [] }),
        isOff: fc.boolean(),
      })
      .map(({ job, rule, network, isOff }) => ({
        name: 'any job',
        rule,
        make: schedule({
          ...job,
          ...((isOff || network.VpcConfig) && {
            NetworkConfig: {
              ...network,
              ...(isOff && { EnableNetworkIsolation: false, EnableInterContainerTrafficEncryption: false }),
            },
          }),
        }),
      })),
  },
);

describe('what is refused', () => {
  it.each(['Stopped', 'Pending', 'Failed'])('a schedule that is %s', (MonitoringScheduleStatus) => {
    const planned = remediation.plan({
      resource: {
        ...refOf('AWS::SageMaker::MonitoringSchedule', 'chat-quality'),
        source: 'live',
        properties: {},
      },
      before: { MonitoringScheduleStatus, MonitoringScheduleConfig: {} },
      rule: isolation,
      observations: [
        {
          path: 'MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableNetworkIsolation',
          expected: true,
          actual: null,
        },
      ],
      options: { kmsKeyArn: undefined, tags: {} },
    });
    expect(planned).toEqual({ refused: expect.stringContaining(MonitoringScheduleStatus) });
  });
});
