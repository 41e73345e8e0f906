// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  BedrockClient,
  GetCustomModelCommand,
  GetGuardrailCommand,
  GetModelCustomizationJobCommand,
  GetModelInvocationLoggingConfigurationCommand,
  GetResourcePolicyCommand,
  ListCustomModelsCommand,
  ListGuardrailsCommand,
  ListImportedModelsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-bedrock';
