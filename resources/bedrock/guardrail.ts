import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

const guardrailId = nameAfter('bedrock', 'guardrail/');

export default defineResource({
  type: 'AWS::Bedrock::Guardrail',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:guardrail/${GuardrailId}',
  // An ARN may end in `:version`.
  idFrom: (text) => guardrailId(text)?.split(/[:/]/)[0],
  references: [{ path: 'KmsKeyArn', type: 'AWS::KMS::Key' }],
  readOnly: { Status: 'string', Version: 'string', GuardrailId: 'string', GuardrailArn: 'string' },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrock-guardrail.html
  constants: { Version: 'DRAFT' },
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
