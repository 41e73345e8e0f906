import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::MonitoringSchedule',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:monitoring-schedule/${MonitoringScheduleName}',
  idFrom: firstSegmentAfter('sagemaker', 'monitoring-schedule/'),
  names: ['MonitoringScheduleName'],
  references: [
    { path: 'MonitoringScheduleConfig.MonitoringJobDefinition.RoleArn', type: 'AWS::IAM::Role' },
    {
      path: 'MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringOutputConfig.KmsKeyId',
      type: 'AWS::KMS::Key',
    },
    {
      path: 'MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringResources.ClusterConfig.VolumeKmsKeyId',
      type: 'AWS::KMS::Key',
    },
    { path: 'EndpointName', type: 'AWS::SageMaker::Endpoint' },
  ],
  terraform: [{ type: 'aws_sagemaker_monitoring_schedule', properties: { name: 'MonitoringScheduleName' } }],
});
