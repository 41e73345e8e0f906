// What remediations of Bedrock use; readers have their own file.
export { BedrockClient, GetGuardrailCommand, UpdateGuardrailCommand } from '@aws-sdk/client-bedrock';
