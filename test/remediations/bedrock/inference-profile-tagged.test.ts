import remediation from '../../../remediations/bedrock/inference-profile-tagged.ts';
import { itTags, madeByCloudControl, tagList } from '../_families/tag-scenes.ts';

itTags(remediation, 'bedrock-inference-profile-tagged', (tags) =>
  madeByCloudControl('AWS::Bedrock::ApplicationInferenceProfile', {
    InferenceProfileName: 'chat',
    ModelSource: { CopyFrom: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0' },
    Tags: tagList(tags),
  }),
);
