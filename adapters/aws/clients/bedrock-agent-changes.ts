// What remediations of Bedrock's agents and knowledge bases use; readers have their own file.
export {
  BedrockAgentClient,
  GetAgentCommand,
  GetDataSourceCommand,
  ListTagsForResourceCommand,
  PrepareAgentCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAgentCommand,
  UpdateDataSourceCommand,
} from '@aws-sdk/client-bedrock-agent';
