// What remediations of AgentCore use; readers have their own file.
export {
  BedrockAgentCoreControlClient,
  GetGatewayCommand,
  UpdateGatewayCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
