// What remediations of Bedrock's agents and knowledge bases use; readers have their own file.
export {
  BedrockAgentClient,
  GetAgentCommand,
  GetDataSourceCommand,
  PrepareAgentCommand,
  UpdateAgentCommand,
  UpdateDataSourceCommand,
} from '@aws-sdk/client-bedrock-agent';
