import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelBiasJobDefinition',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:model-bias-job-definition/${JobDefinitionName}',
  idFrom: firstSegmentAfter('sagemaker', 'model-bias-job-definition/'),
  names: ['JobDefinitionName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'JobResources.ClusterConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelBiasJobOutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelBiasAppSpecification.ImageUri', type: 'AWS::ECR::Repository' },
  ],
});
