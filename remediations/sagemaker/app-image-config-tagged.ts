import { sagemakerTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'sagemaker-app-image-config-tagged',
  resourceType: 'AWS::SageMaker::AppImageConfig',
  what: 'the app image configuration',
  api: sagemakerTagApi,
});
