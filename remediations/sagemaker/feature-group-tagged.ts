import { sagemakerTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'sagemaker-feature-group-tagged',
  resourceType: 'AWS::SageMaker::FeatureGroup',
  what: 'the feature group',
  api: sagemakerTagApi,
});
