import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::EndpointConfig',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:endpoint-config/${EndpointConfigName}',
  idFrom: nameAfter('sagemaker', 'endpoint-config/'),
  names: ['EndpointConfigName'],
  references: [
    { path: 'ExecutionRoleArn', type: 'AWS::IAM::Role' },
    { path: 'KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ProductionVariants[].ModelName', type: 'AWS::SageMaker::Model' },
    { path: 'ShadowProductionVariants[].ModelName', type: 'AWS::SageMaker::Model' },
    { path: 'DataCaptureConfig.DestinationS3Uri', type: 'AWS::S3::Bucket' },
    { path: 'DataCaptureConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'AsyncInferenceConfig.OutputConfig.S3OutputPath', type: 'AWS::S3::Bucket' },
    { path: 'AsyncInferenceConfig.OutputConfig.S3FailurePath', type: 'AWS::S3::Bucket' },
    { path: 'AsyncInferenceConfig.OutputConfig.KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'ProductionVariants[].CoreDumpConfig.DestinationS3Uri', type: 'AWS::S3::Bucket' },
    { path: 'ProductionVariants[].CoreDumpConfig.KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  wholeInRequest: { CreateEndpointConfig: '' },
  stateEvents: [{ detailType: 'SageMaker Endpoint Config State Change', arn: 'EndpointConfigArn' }],
  terraform: [
    {
      type: 'aws_sagemaker_endpoint_configuration',
      properties: {
        name: 'EndpointConfigName',
        kms_key_arn: 'KmsKeyId',
        production_variants: 'ProductionVariants',
        shadow_production_variants: 'ShadowProductionVariants',
        'production_variants[].enable_ssm_access': 'ProductionVariants[].EnableSSMAccess',
        'production_variants[].core_dump_config[].destination_s3_uri':
          'ProductionVariants[].CoreDumpConfig.DestinationS3Uri',
        'production_variants[].serverless_config[].memory_size_in_mb':
          'ProductionVariants[].ServerlessConfig.MemorySizeInMB',
        'production_variants[].volume_size_in_gb': 'ProductionVariants[].VolumeSizeInGB',
        'data_capture_config[].destination_s3_uri': 'DataCaptureConfig.DestinationS3Uri',
        'data_capture_config[].capture_options': 'DataCaptureConfig.CaptureOptions',
        'async_inference_config[].output_config[].s3_output_path':
          'AsyncInferenceConfig.OutputConfig.S3OutputPath',
        'async_inference_config[].output_config[].s3_failure_path':
          'AsyncInferenceConfig.OutputConfig.S3FailurePath',
      },
      // The provider cannot tell an unset boolean from false, and always sends it.
      whereNull: { 'DataCaptureConfig.EnableCapture': false },
    },
  ],
});
