import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::Bedrock::DataSource',
  service: 'bedrock',
  role: 'ai',
  references: [
    { path: 'KnowledgeBaseId', type: 'AWS::Bedrock::KnowledgeBase' },
    { path: 'DataSourceConfiguration.S3Configuration.BucketArn', type: 'AWS::S3::Bucket' },
    { path: 'ServerSideEncryptionConfiguration.KmsKeyArn', type: 'AWS::KMS::Key' },
    {
      path: 'VectorIngestionConfiguration.CustomTransformationConfiguration.IntermediateStorage.S3Location.URI',
      type: 'AWS::S3::Bucket',
    },
    {
      path: 'VectorIngestionConfiguration.CustomTransformationConfiguration.Transformations[].TransformationFunction.TransformationLambdaConfiguration.LambdaArn',
      type: 'AWS::Lambda::Function',
    },
  ],
  readOnly: { DataSourceId: 'string', DataSourceStatus: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagent_data_source',
      properties: {
        'data_source_configuration[].s3_configuration': 'DataSourceConfiguration.S3Configuration',
        'data_source_configuration[].s3_configuration[].bucket_arn':
          'DataSourceConfiguration.S3Configuration.BucketArn',
        'data_source_configuration[].share_point_configuration':
          'DataSourceConfiguration.SharePointConfiguration',
      },
    },
  ],
});
