import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelPackage',
  service: 'sagemaker',
  role: 'ai',
  arnPattern:
    'arn:${Partition}:sagemaker:${Region}:${Account}:model-package/${ModelPackageGroupName}/${Version}',
  idFrom: nameAfter('sagemaker', 'model-package/'),
  names: ['ModelPackageName'],
  references: [
    { path: 'ModelPackageGroupName', type: 'AWS::SageMaker::ModelPackageGroup' },
    { path: 'SecurityConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'InferenceSpecification.Containers[].Image', type: 'AWS::ECR::Repository' },
    { path: 'InferenceSpecification.Containers[].ModelDataUrl', type: 'AWS::S3::Bucket' },
    { path: 'ValidationSpecification.ValidationRole', type: 'AWS::IAM::Role' },
    { path: 'ModelMetrics.ModelQuality.Statistics.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'ModelMetrics.Bias.Report.S3Uri', type: 'AWS::S3::Bucket' },
  ],
  // Who approved is told by DescribeModelPackage only.
  readOnly: {
    ModelPackageStatus: 'string',
    CreatedBy: {
      UserProfileArn: 'string',
      UserProfileName: 'string',
      IamIdentity: { Arn: 'string', PrincipalId: 'string' },
    },
    LastModifiedBy: {
      UserProfileArn: 'string',
      UserProfileName: 'string',
      IamIdentity: { Arn: 'string', PrincipalId: 'string' },
    },
  },
  stateEvents: [{ detailType: 'SageMaker Model Package State Change', arn: 'ModelPackageArn' }],
});
