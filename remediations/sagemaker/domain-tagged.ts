import { sagemakerTagApi } from '../_families/tag-api.ts';
import { tagging } from '../_families/tagging.ts';

export default tagging({
  id: 'sagemaker-domain-tagged',
  resourceType: 'AWS::SageMaker::Domain',
  what: 'the Studio domain',
  api: sagemakerTagApi,
});
