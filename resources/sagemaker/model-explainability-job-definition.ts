import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelExplainabilityJobDefinition',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:model-explainability-job-definition/${JobDefinitionName}',
  idFrom: firstSegmentAfter('sagemaker', 'model-explainability-job-definition/'),
  names: ['JobDefinitionName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'JobResources.ClusterConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelExplainabilityJobOutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ModelExplainabilityAppSpecification.ImageUri', type: 'AWS::ECR::Repository' },
  ],
});
