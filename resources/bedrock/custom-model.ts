import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';
import type { TypeShape } from '../shape.ts';

/**
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html, with RoleArn and VpcConfig of
 * GetModelCustomizationJob.
 */
export const customModelShape = {
  members: {
    ModelName: 'string',
    ModelArn: 'string',
    ModelStatus: 'string',
    JobName: 'string',
    JobArn: 'string',
    BaseModelArn: 'string',
    CustomizationType: 'string',
    ModelKmsKeyArn: 'string',
    HyperParameters: { $map: 'string' },
    RoleArn: 'string',
    VpcConfig: { SubnetIds: ['string'], SecurityGroupIds: ['string'] },
    TrainingDataConfig: {
      S3Uri: 'string',
      InvocationLogsConfig: {
        UsePromptResponse: 'boolean',
        InvocationLogSource: { S3Uri: 'string' },
        RequestMetadataFilters: 'json',
      },
    },
    ValidationDataConfig: { Validators: [{ S3Uri: 'string' }] },
    OutputDataConfig: { S3Uri: 'string' },
    Tags: [{ Key: 'string', Value: 'string' }],
  },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::Bedrock::CustomModel',
  service: 'bedrock',
  role: 'ai',
  ours: true,
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:custom-model/${ResourceId}',
  idFrom: nameAfter('bedrock', 'custom-model/'),
  shape: customModelShape,
  names: ['ModelName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'ModelKmsKeyArn', type: 'AWS::KMS::Key' },
    { path: 'TrainingDataConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'OutputDataConfig.S3Uri', type: 'AWS::S3::Bucket' },
    { path: 'ValidationDataConfig.Validators[].S3Uri', type: 'AWS::S3::Bucket' },
  ],
  // A customization job is read together with the model that it makes: network and role are told by the job only.
  terraform: [
    {
      type: 'aws_bedrock_custom_model',
      properties: {
        custom_model_name: 'ModelName',
        custom_model_kms_key_id: 'ModelKmsKeyArn',
        base_model_identifier: 'BaseModelArn',
        'training_data_config[].s3_uri': 'TrainingDataConfig.S3Uri',
        'output_data_config[].s3_uri': 'OutputDataConfig.S3Uri',
        'validation_data_config[].validator': 'ValidationDataConfig.Validators',
        'vpc_config[].security_group_ids': 'VpcConfig.SecurityGroupIds',
        'vpc_config[].subnet_ids': 'VpcConfig.SubnetIds',
      },
    },
  ],
});
