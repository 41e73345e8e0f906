// What remediations of Bedrock use; readers have their own file.
export {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetGuardrailCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
