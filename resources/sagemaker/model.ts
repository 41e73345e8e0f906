import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Model',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:model/${ModelName}',
  idFrom: nameAfter('sagemaker', 'model/'),
  names: ['ModelName'],
  references: [
    { path: 'ExecutionRoleArn', type: 'AWS::IAM::Role' },
    { path: 'PrimaryContainer.Image', type: 'AWS::ECR::Repository' },
    { path: 'Containers[].Image', type: 'AWS::ECR::Repository' },
    { path: 'PrimaryContainer.ModelDataUrl', type: 'AWS::S3::Bucket' },
    { path: 'Containers[].ModelDataUrl', type: 'AWS::S3::Bucket' },
    { path: 'PrimaryContainer.ModelDataSource.S3DataSource.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'Containers[].ModelDataSource.S3DataSource.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'PrimaryContainer.ModelPackageName', type: 'AWS::SageMaker::ModelPackage' },
    { path: 'Containers[].ModelPackageName', type: 'AWS::SageMaker::ModelPackage' },
  ],
  wholeInRequest: { CreateModel: '' },
  stateEvents: [{ detailType: 'SageMaker Model State Change', arn: 'ModelArn' }],
  terraform: [
    {
      type: 'aws_sagemaker_model',
      properties: {
        name: 'ModelName',
        container: 'Containers',
        primary_container: 'PrimaryContainer',
        'primary_container[].model_data_source[].s3_data_source[].s3_uri':
          'PrimaryContainer.ModelDataSource.S3DataSource.S3Uri',
        'container[].model_data_source[].s3_data_source[].s3_uri':
          'Containers[].ModelDataSource.S3DataSource.S3Uri',
        'primary_container[].model_data_source[].s3_data_source[].s3_data_type':
          'PrimaryContainer.ModelDataSource.S3DataSource.S3DataType',
        'container[].model_data_source[].s3_data_source[].s3_data_type':
          'Containers[].ModelDataSource.S3DataSource.S3DataType',
      },
    },
  ],
});
