import { agentcoreTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'agentcore-browser-tagged',
  resourceType: 'AWS::BedrockAgentCore::BrowserCustom',
  what: 'the browser',
  api: agentcoreTagApi,
});
