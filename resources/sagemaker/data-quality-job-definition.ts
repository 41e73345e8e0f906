import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::DataQualityJobDefinition',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:data-quality-job-definition/${JobDefinitionName}',
  idFrom: firstSegmentAfter('sagemaker', 'data-quality-job-definition/'),
  names: ['JobDefinitionName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'JobResources.ClusterConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'DataQualityJobOutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'DataQualityAppSpecification.ImageUri', type: 'AWS::ECR::Repository' },
  ],
});
