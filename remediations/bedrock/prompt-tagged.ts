import { bedrockAgentTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'bedrock-prompt-tagged',
  resourceType: 'AWS::Bedrock::Prompt',
  what: 'the prompt',
  api: bedrockAgentTagApi,
});
