import { bedrockAgentTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'bedrock-agent-tagged',
  resourceType: 'AWS::Bedrock::Agent',
  what: 'the agent',
  api: bedrockAgentTagApi,
});
