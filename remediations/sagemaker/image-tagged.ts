import { sagemakerTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'sagemaker-image-tagged',
  resourceType: 'AWS::SageMaker::Image',
  what: 'the image',
  api: sagemakerTagApi,
});
