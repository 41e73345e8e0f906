import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::ApplicationInferenceProfile',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:application-inference-profile/${ResourceId}',
  idFrom: firstSegmentAfter('bedrock', 'application-inference-profile/'),
  readOnly: { InferenceProfileArn: 'string', Status: 'string' },
  terraform: [{ type: 'aws_bedrock_inference_profile', properties: { name: 'InferenceProfileName' } }],
});
