import remediation from '../../../remediations/bedrock/prompt-tagged.ts';
import { itTags, madeByCloudControl } from '../_families/tag-scenes.ts';

itTags(remediation, 'bedrock-prompt-tagged', (Tags) =>
  madeByCloudControl('AWS::Bedrock::Prompt', { Name: 'greeting', Description: 'says hello', Tags }),
);
