import { agentcoreTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'agentcore-gateway-tagged',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  what: 'the gateway',
  api: agentcoreTagApi,
});
