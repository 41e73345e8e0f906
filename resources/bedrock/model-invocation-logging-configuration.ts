import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LoggingConfig.html; all absent where logging is off. */
export const modelInvocationLoggingShape = {
  members: {
    S3Config: { BucketName: 'string', KeyPrefix: 'string' },
    CloudWatchConfig: {
      LogGroupName: 'string',
      RoleArn: 'string',
      LargeDataDeliveryS3Config: { BucketName: 'string', KeyPrefix: 'string' },
    },
    TextDataDeliveryEnabled: 'boolean',
    ImageDataDeliveryEnabled: 'boolean',
    EmbeddingDataDeliveryEnabled: 'boolean',
    VideoDataDeliveryEnabled: 'boolean',
    AudioDataDeliveryEnabled: 'boolean',
  },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  service: 'bedrock',
  role: 'ai',
  ours: true,
  shape: modelInvocationLoggingShape,
  singleton: 'bedrock-model-invocation-logging-configuration',
  references: [
    { path: 'S3Config.BucketName', type: 'AWS::S3::Bucket' },
    { path: 'CloudWatchConfig.LogGroupName', type: 'AWS::Logs::LogGroup' },
    { path: 'CloudWatchConfig.RoleArn', type: 'AWS::IAM::Role' },
    { path: 'CloudWatchConfig.LargeDataDeliveryS3Config.BucketName', type: 'AWS::S3::Bucket' },
  ],
  terraform: [
    {
      type: 'aws_bedrock_model_invocation_logging_configuration',
      properties: {
        'logging_config[].audio_data_delivery_enabled': 'AudioDataDeliveryEnabled',
        'logging_config[].embedding_data_delivery_enabled': 'EmbeddingDataDeliveryEnabled',
        'logging_config[].image_data_delivery_enabled': 'ImageDataDeliveryEnabled',
        'logging_config[].text_data_delivery_enabled': 'TextDataDeliveryEnabled',
        'logging_config[].video_data_delivery_enabled': 'VideoDataDeliveryEnabled',
        'logging_config[].s3_config[].bucket_name': 'S3Config.BucketName',
        'logging_config[].s3_config[].key_prefix': 'S3Config.KeyPrefix',
        'logging_config[].cloudwatch_config[].log_group_name': 'CloudWatchConfig.LogGroupName',
        'logging_config[].cloudwatch_config[].role_arn': 'CloudWatchConfig.RoleArn',
        'logging_config[].cloudwatch_config[].large_data_delivery_s3_config[].bucket_name':
          'CloudWatchConfig.LargeDataDeliveryS3Config.BucketName',
        'logging_config[].cloudwatch_config[].large_data_delivery_s3_config[].key_prefix':
          'CloudWatchConfig.LargeDataDeliveryS3Config.KeyPrefix',
      },
    },
  ],
});
