import type { MonitoringInput, MonitoringScheduleConfig } from '@aws-sdk/client-sagemaker';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::MonitoringSchedule';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeMonitoringSchedule', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeMonitoringScheduleCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeMonitoringSchedule', () =>
      client.send(new DescribeMonitoringScheduleCommand({ MonitoringScheduleName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.MonitoringScheduleArn);
    const config = answer.MonitoringScheduleConfig && configuration(answer.MonitoringScheduleConfig);
    return {
      properties: { ...toCloudFormation({ ...answer, MonitoringScheduleConfig: config }, type), Tags },
      id: answer.MonitoringScheduleName,
      arn: answer.MonitoringScheduleArn,
      createdAt: answer.CreationTime,
      status: answer.MonitoringScheduleStatus,
    };
  },
});

function configuration(config: MonitoringScheduleConfig): object {
  const { MonitoringJobDefinition: job } = config;
  if (job === undefined) return config;
  const MonitoringInputs = job.MonitoringInputs?.map(input);
  return { ...config, MonitoringJobDefinition: { ...job, MonitoringInputs } };
}

/** CloudFormation says whether the format is Parquet; the API says so with an object that has no members. */
function input({ BatchTransformInput: batch, ...others }: MonitoringInput): object {
  const { Parquet, ...formats } = batch?.DatasetFormat ?? {};
  if (batch === undefined || Parquet === undefined) return { ...others, BatchTransformInput: batch };
  return { ...others, BatchTransformInput: { ...batch, DatasetFormat: { ...formats, Parquet: true } } };
}
