// What remediations of AgentCore use; readers have their own file.
export {
  BedrockAgentCoreControlClient,
  GetAgentRuntimeCommand,
  GetGatewayCommand,
  GetMemoryCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAgentRuntimeCommand,
  UpdateGatewayCommand,
  UpdateMemoryCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
