import { bedrockTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'bedrock-inference-profile-tagged',
  resourceType: 'AWS::Bedrock::ApplicationInferenceProfile',
  what: 'the inference profile',
  api: bedrockTagApi,
});
