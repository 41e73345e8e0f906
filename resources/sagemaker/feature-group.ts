import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::FeatureGroup',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:feature-group/${FeatureGroupName}',
  idFrom: nameAfter('sagemaker', 'feature-group/'),
  names: ['FeatureGroupName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'OfflineStoreConfig.S3StorageConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'OfflineStoreConfig.S3StorageConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'OnlineStoreConfig.SecurityConfig.KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  wholeInRequest: { CreateFeatureGroup: '' },
  stateEvents: [
    {
      detailType: 'SageMaker Feature Group State Change',
      arn: 'FeatureGroupArn',
      whole: true,
      // https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
      mayOmit: ['Tags'],
    },
  ],
  terraform: [
    {
      type: 'aws_sagemaker_feature_group',
      properties: {
        feature_definition: 'FeatureDefinitions',
        'offline_store_config[].s3_storage_config': 'OfflineStoreConfig.S3StorageConfig',
        'offline_store_config[].s3_storage_config[].s3_uri': 'OfflineStoreConfig.S3StorageConfig.S3Uri',
        'online_store_config[].ttl_duration': 'OnlineStoreConfig.TtlDuration',
      },
    },
  ],
});
