// What remediations of Bedrock use; readers have their own file.
export {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetGuardrailCommand,
  GetModelInvocationLoggingConfigurationCommand,
  GetResourcePolicyCommand,
  ListGuardrailsCommand,
  ListTagsForResourceCommand,
  PutModelInvocationLoggingConfigurationCommand,
  PutResourcePolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
