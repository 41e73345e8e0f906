// What remediations of Bedrock's agents and knowledge bases use; readers have their own file.
export {
  BedrockAgentClient,
  GetAgentCommand,
  GetDataSourceCommand,
  GetFlowCommand,
  GetPromptCommand,
  ListTagsForResourceCommand,
  PrepareAgentCommand,
  PrepareFlowCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAgentCommand,
  UpdateDataSourceCommand,
  UpdateFlowCommand,
  UpdatePromptCommand,
} from '@aws-sdk/client-bedrock-agent';
