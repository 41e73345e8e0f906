import fc from 'fast-check';
import { expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/monitoring-schedule-kms.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyJob, cluster, output, schedule } from './monitoring-schedule.ts';

const rule = 'sagemaker-monitoring-schedule-kms';
const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const options = { kmsKeyArn };
const own = { VolumeKmsKeyId: 'alias/own' };

itPutsRight(
  remediation,
  [
    { name: 'a job without keys', rule, options, make: schedule() },
    { name: 'a job that has one for its volume', rule, options, make: schedule(cluster(own)) },
    {
      name: 'a job on local storage, which refuses a key',
      rule,
      options,
      make: schedule(cluster({ InstanceType: 'ml.g5.xlarge' })),
    },
  ],
  {
    anyScene: fc
      .record({
        job: anyJob,
        parts: fc.constantFrom(cluster({}), cluster(own), output({ KmsKeyId: 'alias/own' })),
        InstanceCount: fc.constantFrom(1, 2),
      })
      .map(({ job, parts, InstanceCount }) => ({
        name: 'any job',
        rule,
        options,
        make: schedule({ ...cluster({ InstanceCount }), ...job, ...parts }),
      })),
  },
);

it('is refused where the settings name no key', () => {
  const planned = remediation.plan({
    resource: { ...refOf('AWS::SageMaker::MonitoringSchedule', 'chat'), source: 'live', properties: {} },
    before: { MonitoringScheduleStatus: 'Scheduled', MonitoringScheduleConfig: {} },
    rule,
    observations: [],
    options: { kmsKeyArn: undefined, tags: {} },
  });
  expect(planned).toEqual({ refused: expect.stringContaining('no KMS key') });
});
