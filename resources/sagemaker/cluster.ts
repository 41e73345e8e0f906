import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Cluster',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:cluster/${ClusterId}',
  idFrom: firstSegmentAfter('sagemaker', 'cluster/'),
  names: ['ClusterName'],
  references: [
    { path: 'InstanceGroups[].ExecutionRole', type: 'AWS::IAM::Role' },
    { path: 'InstanceGroups[].LifeCycleConfig.SourceS3Uri', type: 'AWS::S3::Bucket' },
    {
      path: 'InstanceGroups[].InstanceStorageConfigs[].EbsVolumeConfig.VolumeKmsKeyId',
      type: 'AWS::KMS::Key',
    },
  ],
});
