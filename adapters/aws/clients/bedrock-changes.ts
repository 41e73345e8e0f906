// What remediations of Bedrock use; readers have their own file.
export {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetGuardrailCommand,
  GetModelInvocationLoggingConfigurationCommand,
  ListTagsForResourceCommand,
  PutModelInvocationLoggingConfigurationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
