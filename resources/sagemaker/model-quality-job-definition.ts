import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelQualityJobDefinition',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:model-quality-job-definition/${JobDefinitionName}',
  idFrom: firstSegmentAfter('sagemaker', 'model-quality-job-definition/'),
  names: ['JobDefinitionName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'JobResources.ClusterConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelQualityJobOutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelQualityAppSpecification.ImageUri', type: 'AWS::ECR::Repository' },
  ],
});
