import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::Guardrail',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:guardrail/${GuardrailId}',
  idFrom: firstSegmentAfter('bedrock', 'guardrail/'),
  references: [{ path: 'KmsKeyArn', type: 'AWS::KMS::Key' }],
  readOnly: { Status: 'string', Version: 'string', GuardrailId: 'string', GuardrailArn: 'string' },
  terraform: [
    {
      type: 'aws_bedrock_guardrail',
      properties: {
        blocked_outputs_messaging: 'BlockedOutputsMessaging',
        'content_policy_config[].tier_config[].tier_name':
          'ContentPolicyConfig.ContentFiltersTierConfig.TierName',
        'topic_policy_config[].tier_config[].tier_name': 'TopicPolicyConfig.TopicsTierConfig.TierName',
        'cross_region_config[].guardrail_profile_identifier': 'CrossRegionConfig.GuardrailProfileArn',
      },
    },
  ],
});
