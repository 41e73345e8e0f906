import { bedrockTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'bedrock-custom-model-tagged',
  resourceType: 'AWS::Bedrock::CustomModel',
  what: 'the custom model',
  api: bedrockTagApi,
});
