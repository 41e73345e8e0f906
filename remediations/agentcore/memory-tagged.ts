import { agentcoreTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'agentcore-memory-tagged',
  resourceType: 'AWS::BedrockAgentCore::Memory',
  what: 'the memory',
  api: agentcoreTagApi,
});
