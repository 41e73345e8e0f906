import { CreateMonitoringScheduleCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/monitoring-schedule.ts';
import { MONITORING } from '../../../../emulator/contracts/sagemaker-kinds.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::MonitoringSchedule', 'chat');

describe('AWS::SageMaker::MonitoringSchedule', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeMonitoringSchedule' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const Tags = [{ Key: 'team', Value: 'ml' }];
      const asked = { MonitoringScheduleName: ref.id, MonitoringScheduleConfig: MONITORING, Tags };
      await door.client(SageMakerClient).send(new CreateMonitoringScheduleCommand(asked));
      return ref;
    },
    properties: {
      MonitoringScheduleName: ref.id,
      MonitoringScheduleConfig: MONITORING,
      MonitoringScheduleStatus: 'Scheduled',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it.each([
    ['Parquet', { Parquet: {} }, { Parquet: true }],
    ['another format', { Json: { Line: true } }, { Json: { Line: true } }],
  ])('says of batches in %s what CloudFormation says', async (_, told, DatasetFormat) => {
    const batch = { DataCapturedDestinationS3Uri: 's3://captured/', LocalPath: '/opt/ml/processing/input' };
    const MonitoringInputs = [{ BatchTransformInput: { ...batch, DatasetFormat: told } }];
    const aws = answering(({ operation }) =>
      operation === 'DescribeMonitoringSchedule'
        ? { MonitoringScheduleConfig: { MonitoringJobDefinition: { MonitoringInputs } } }
        : {},
    );
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: {
        properties: {
          MonitoringScheduleConfig: {
            MonitoringJobDefinition: {
              MonitoringInputs: [{ BatchTransformInput: { ...batch, DatasetFormat } }],
            },
          },
        },
      },
    });
  });

  it('reads a schedule of a job definition of its own', async () => {
    const MonitoringScheduleConfig = { MonitoringJobDefinitionName: 'drift', MonitoringType: 'ModelQuality' };
    const aws = answering(({ operation }) =>
      operation === 'DescribeMonitoringSchedule' ? { MonitoringScheduleConfig } : {},
    );
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: { properties: { MonitoringScheduleConfig } },
    });
  });
});
