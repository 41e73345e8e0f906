import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ProcessingJob',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:processing-job/${ProcessingJobName}',
  idFrom: firstSegmentAfter('sagemaker', 'processing-job/'),
  names: ['ProcessingJobName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'AppSpecification.ImageUri', type: 'AWS::ECR::Repository' },
    { path: 'ProcessingResources.ClusterConfig.VolumeKmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ProcessingOutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ProcessingInputs[].S3Input.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'ProcessingOutputConfig.Outputs[].S3Output.S3Uri', type: 'AWS::S3::Bucket' },
  ],
  wholeInRequest: { CreateProcessingJob: '' },
  stateEvents: [
    { detailType: 'SageMaker Processing Job State Change', arn: 'ProcessingJobArn', whole: true },
  ],
});
