import { bedrockTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'bedrock-guardrail-tagged',
  resourceType: 'AWS::Bedrock::Guardrail',
  what: 'the guardrail',
  api: bedrockTagApi,
});
