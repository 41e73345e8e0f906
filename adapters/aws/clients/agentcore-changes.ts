// What remediations of AgentCore use; readers have their own file.
export {
  BedrockAgentCoreControlClient,
  GetGatewayCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGatewayCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
